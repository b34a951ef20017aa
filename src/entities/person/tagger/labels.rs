//! What a slot may be.

/// The number of labels.
pub const LABELS: usize = 8;

/// A set of labels, a bit each.
pub type LabelSet = u8;

/// A label: people by where in the name a slot stands, and their rivals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Label {
    /// No name.
    #[default]
    Other,
    /// First of a person's name of several slots.
    PersonFirst,
    /// Neither first nor last of one.
    PersonInner,
    /// Last of one.
    PersonLast,
    /// A person's name of one slot.
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

    /// The label as a set.
    pub const fn set(self) -> LabelSet {
        1 << self as u8
    }

    /// Whether it is one of a person's name.
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

    /// The labels that may stand first in a run.
    pub const STARTS: LabelSet = !(Self::PersonInner.set() | Self::PersonLast.set());
    /// The labels that may stand last in a run.
    pub const ENDS: LabelSet = !(Self::PersonInner.set() | Self::PersonFirst.set());
    /// Those of people.
    pub const PEOPLE: LabelSet =
        Self::PersonFirst.set() | Self::PersonInner.set() | Self::PersonLast.set() | Self::PersonOnly.set();
}
