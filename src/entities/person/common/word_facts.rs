//! Facts about words from the lists.

/// Facts about one word: a set of flags. The bits are features of the tagger, so the model depends on their numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct WordFacts(u64);

impl WordFacts {
    pub(crate) const NONE: Self = Self(0);
    /// Given name.
    pub(crate) const GIVEN: Self = Self(1);
    /// Family name, clan or patronym.
    pub(crate) const FAMILY: Self = Self(1 << 1);
    /// A name that is also a word or a place.
    pub(crate) const WEAK: Self = Self(1 << 2);
    /// Title, office, rank or role.
    pub(crate) const TITLE: Self = Self(1 << 3);
    /// A title that may be followed by the name of its jurisdiction: `Bupati Lamongan`.
    pub(crate) const JURISDICTION: Self = Self(1 << 4);
    /// Form of address or degree before the name.
    pub(crate) const HONORIFIC: Self = Self(1 << 5);
    /// Degree after the name.
    pub(crate) const DEGREE: Self = Self(1 << 6);
    /// `bin`, `van`, `al`.
    pub(crate) const PARTICLE: Self = Self(1 << 7);
    /// Its subject follows: `kata X`.
    pub(crate) const VERB_BEFORE: Self = Self(1 << 8);
    /// Its subject comes first: `X mengatakan`.
    pub(crate) const VERB_AFTER: Self = Self(1 << 9);
    /// Begins the name of something else: `Jalan`, `Universitas`.
    pub(crate) const ORG_PREFIX: Self = Self(1 << 10);
    /// Ends the name of something else: `United`.
    pub(crate) const ORG_SUFFIX: Self = Self(1 << 11);
    /// The name of something else: `Golkar`.
    pub(crate) const OTHER: Self = Self(1 << 12);
    /// The name of a place, or a part of one.
    pub(crate) const PLACE: Self = Self(1 << 13);
    /// Introduces a byline or credit.
    pub(crate) const LABEL: Self = Self(1 << 14);
    /// A common word of the language.
    pub(crate) const COMMON: Self = Self(1 << 15);
    /// A word that connects other words.
    pub(crate) const FUNCTION: Self = Self(1 << 16);
    /// Some nickname begins with it.
    pub(crate) const NICKNAME: Self = Self(1 << 17);
    /// Some title of two words ends with it: `kuasa hukum`.
    pub(crate) const TITLE_END: Self = Self(1 << 18);
    /// `di`: places follow.
    pub(crate) const AT: Self = Self(1 << 19);
    /// `ke`, `dari`: places and people follow.
    pub(crate) const MOTION: Self = Self(1 << 20);
    /// `kepada`, `oleh`, `bersama`: people follow more often than places.
    pub(crate) const TOWARDS: Self = Self(1 << 21);
    /// `si`, `sang`, `bernama`.
    pub(crate) const ARTICLE: Self = Self(1 << 22);
    /// `dkk`, `cs`.
    pub(crate) const AND_OTHERS: Self = Self(1 << 23);
    /// `alias`, `disapa`, `panggilan`: another name of the same person follows.
    pub(crate) const ALSO_CALLED: Self = Self(1 << 24);
    /// May be between a name and [`WordFacts::ALSO_CALLED`]: `atau`, `yang`, `akrab`.
    pub(crate) const CALLED_FILLER: Self = Self(1 << 25);
    /// `dan`, `serta`, `hingga`: joins names.
    pub(crate) const JOINS: Self = Self(1 << 26);
    /// `Utama`, `Agung`: belongs to the title before it.
    pub(crate) const QUALIFIER: Self = Self(1 << 27);
    /// A particle that is lowercase inside names: `bin`, `van`, `de`; not `di` or `la`.
    pub(crate) const LOWERCASE_PARTICLE: Self = Self(1 << 28);
    /// `asal`: a name before it is a person's or a team's.
    pub(crate) const ORIGIN: Self = Self(1 << 29);
    /// A verb of saying: its subject is a person, or an office.
    pub(crate) const SAYS: Self = Self(1 << 30);
    /// `adalah`, `merupakan`: with `seorang` after it, a person comes before it.
    pub(crate) const IS: Self = Self(1 << 31);
    /// A thing that is named after people: `Jalan`, `Bandara`; a title after it is part of its name.
    pub(crate) const NAMED_AFTER: Self = Self(1 << 32);
    /// `juga`, `telah`: may be between a name and its verb.
    pub(crate) const BEFORE_VERB: Self = Self(1 << 34);
    /// `menteri`: what follows is a portfolio, whatever its words mean elsewhere.
    pub(crate) const MINISTER: Self = Self(1 << 35);
    /// Begins double given names: `Jean-Marie`.
    pub(crate) const DOUBLES: Self = Self(1 << 36);
    /// `putra`, `putri`: a title in lowercase (`putri Soekarno`), a given name with a capital (`Putri Delina`).
    pub(crate) const CHILD: Self = Self(1 << 37);
    /// A role of members of a group: `warga`, `anggota`; a place or an organisation may follow.
    pub(crate) const GROUP: Self = Self(1 << 33);

    pub(crate) const NAME: Self = Self(Self::GIVEN.0 | Self::FAMILY.0);
    pub(crate) const ELSE: Self =
        Self(Self::ORG_PREFIX.0 | Self::ORG_SUFFIX.0 | Self::OTHER.0 | Self::PLACE.0 | Self::COMMON.0);

    /// Words that may be before a name and are not part of it.
    pub(crate) const BEFORE_NAMES: Self = Self(
        Self::TITLE.0
            | Self::HONORIFIC.0
            | Self::VERB_BEFORE.0
            | Self::VERB_AFTER.0
            | Self::FUNCTION.0
            | Self::COMMON.0,
    );

    /// The set as a number.
    pub(crate) const fn bits(self) -> u64 {
        self.0
    }

    /// Whether a flag of `other` is set.
    pub(crate) const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether it is a name and nothing else: neither a word nor a place.
    pub(crate) const fn is_plain_name(self) -> bool {
        self.any(Self::NAME) && !self.any(Self::WEAK.with(Self::ELSE).with(Self::TITLE))
    }
}
