//! The labels of positions.
//!
//! People have separate labels for the first, inner, last and only word of a name (the BILOU scheme, an extension of BIO with labels
//! for the end of a name and for names of one word; Ratinov and Roth 2009). Their rivals have one label per kind, because only people
//! are reported.

/// The number of labels.
pub const LABELS: usize = 8;

/// A set of labels, one bit each.
pub type LabelSet = u8;

/// The label of a position.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Label {
    /// Not part of a name (O).
    #[default]
    Other,
    /// The first of several positions of a person's name (B).
    PersonFirst,
    /// Inside a person's name (I).
    PersonInner,
    /// The last of several positions of a person's name (L).
    PersonLast,
    /// A person's name of one position (U).
    PersonOnly,
    /// In the name of an organisation.
    Organisation,
    /// In the name of a place or country.
    Place,
    /// In another name: of an event, a work, a product, a people.
    Miscellaneous,
}

impl Label {
    /// All labels, in the order of their weights.
    pub const ALL: [Self; LABELS] = [
        Self::Other,
        Self::PersonFirst,
        Self::PersonInner,
        Self::PersonLast,
        Self::PersonOnly,
        Self::Organisation,
        Self::Place,
        Self::Miscellaneous,
    ];

    /// The set of this label alone.
    pub const fn set(self) -> LabelSet {
        1 << self as u8
    }

    /// Whether it is a label of people.
    pub const fn is_person(self) -> bool {
        matches!(self, Self::PersonFirst | Self::PersonInner | Self::PersonLast | Self::PersonOnly)
    }

    /// The labels that may follow it.
    pub const fn followers(self) -> LabelSet {
        match self {
            Self::PersonFirst | Self::PersonInner => Self::PersonInner.set() | Self::PersonLast.set(),
            _ => Self::STARTS,
        }
    }

    /// The labels that may begin a sequence.
    pub const STARTS: LabelSet = !(Self::PersonInner.set() | Self::PersonLast.set());
    /// The labels that may end a sequence.
    pub const ENDS: LabelSet = !(Self::PersonInner.set() | Self::PersonFirst.set());
    /// The labels of people.
    pub const PEOPLE: LabelSet =
        Self::PersonFirst.set() | Self::PersonInner.set() | Self::PersonLast.set() | Self::PersonOnly.set();
}
