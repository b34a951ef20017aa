//! What can be known of a word.

/// Facts about one word: a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Facts(u64);

impl Facts {
    pub(super) const NONE: Self = Self(0);
    /// Given name.
    pub(super) const GIVEN: Self = Self(1);
    /// Family name, clan or patronym.
    pub(super) const FAMILY: Self = Self(1 << 1);
    /// A name that is also a word or a place.
    pub(super) const WEAK: Self = Self(1 << 2);
    /// Title, office, rank or role.
    pub(super) const TITLE: Self = Self(1 << 3);
    /// A title that a place's name may follow: `Bupati Lamongan`.
    pub(super) const SEAT: Self = Self(1 << 4);
    /// Form of address or degree before the name.
    pub(super) const HONORIFIC: Self = Self(1 << 5);
    /// Degree after the name.
    pub(super) const DEGREE: Self = Self(1 << 6);
    /// `bin`, `van`, `al`.
    pub(super) const PARTICLE: Self = Self(1 << 7);
    /// Its subject follows: `kata X`.
    pub(super) const VERB_BEFORE: Self = Self(1 << 8);
    /// Its subject comes first: `X mengatakan`.
    pub(super) const VERB_AFTER: Self = Self(1 << 9);
    /// What follows it is the name of something else: `Jalan`.
    pub(super) const HEAD: Self = Self(1 << 10);
    /// What comes before it is the name of something else: `United`.
    pub(super) const TAIL: Self = Self(1 << 11);
    /// The name of something else: `Golkar`.
    pub(super) const OTHER: Self = Self(1 << 12);
    /// The name of a place, or a part of one.
    pub(super) const PLACE: Self = Self(1 << 13);
    /// Introduces a byline or credit.
    pub(super) const LABEL: Self = Self(1 << 14);
    /// A word of the language.
    pub(super) const COMMON: Self = Self(1 << 15);
    /// Stands between other words.
    pub(super) const FUNCTION: Self = Self(1 << 16);
    /// Some nickname begins with it.
    pub(super) const NICKNAME: Self = Self(1 << 17);
    /// Some title of two words ends with it: `kuasa hukum`.
    pub(super) const TITLE_END: Self = Self(1 << 18);
    /// `di`: places follow.
    pub(super) const AT: Self = Self(1 << 19);
    /// `ke`, `dari`: places and people follow.
    pub(super) const MOTION: Self = Self(1 << 20);
    /// `kepada`, `oleh`, `bersama`: people follow more often than places.
    pub(super) const TOWARDS: Self = Self(1 << 21);
    /// `si`, `sang`, `bernama`.
    pub(super) const ARTICLE: Self = Self(1 << 22);
    /// `dkk`, `cs`.
    pub(super) const AND_OTHERS: Self = Self(1 << 23);
    /// `alias`, `disapa`, `panggilan`: another name of the same person follows.
    pub(super) const ALSO_CALLED: Self = Self(1 << 24);
    /// May stand between a name and [`Facts::ALSO_CALLED`]: `atau`, `yang`, `akrab`.
    pub(super) const CALLED_FILLER: Self = Self(1 << 25);
    /// `dan`, `serta`, `hingga`: joins names.
    pub(super) const JOINS: Self = Self(1 << 26);
    /// `Utama`, `Agung`: goes with the title before it.
    pub(super) const QUALIFIER: Self = Self(1 << 27);
    /// A particle that is written small inside names: `bin`, `van`, `de`; not `di` or `la`.
    pub(super) const SMALL_PARTICLE: Self = Self(1 << 28);
    /// `asal`: a name before it is a person's or a team's.
    pub(super) const ORIGIN: Self = Self(1 << 29);
    /// A verb of saying: its subject is a person, or an office.
    pub(super) const SAYS: Self = Self(1 << 30);
    /// `adalah`, `merupakan`: with `seorang` after it, a person comes before it.
    pub(super) const IS: Self = Self(1 << 31);
    /// A thing that is named after people: `Jalan`, `Bandara`; a title after it is part of its name.
    pub(super) const NAMED_AFTER: Self = Self(1 << 32);
    /// `juga`, `telah`: may stand between a name and its verb.
    pub(super) const BEFORE_VERB: Self = Self(1 << 34);
    /// `menteri`: what follows is a portfolio, whatever its words are elsewhere.
    pub(super) const MINISTER: Self = Self(1 << 35);
    /// Begins double given names: `Jean-Marie`.
    pub(super) const DOUBLES: Self = Self(1 << 36);
    /// `putra`, `putri`: a title when small (`putri Soekarno`), a given name with a capital (`Putri Delina`).
    pub(super) const CHILD: Self = Self(1 << 37);
    /// A role that whole groups have: `warga`, `anggota`; what follows may be a place or an organisation.
    pub(super) const GROUP: Self = Self(1 << 33);

    pub(super) const NAME: Self = Self(Self::GIVEN.0 | Self::FAMILY.0);
    pub(super) const ELSE: Self = Self(Self::HEAD.0 | Self::TAIL.0 | Self::OTHER.0 | Self::PLACE.0 | Self::COMMON.0);

    /// What may stand before a name and is none.
    pub(super) const BEFORE_NAMES: Self = Self(
        Self::TITLE.0
            | Self::HONORIFIC.0
            | Self::VERB_BEFORE.0
            | Self::VERB_AFTER.0
            | Self::FUNCTION.0
            | Self::COMMON.0,
    );

    /// The set as a number.
    pub(super) const fn bits(self) -> u64 {
        self.0
    }

    /// Whether some bit of `other` is set.
    pub(super) const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// A name that is nothing else: neither word nor place.
    pub(super) const fn is_plain_name(self) -> bool {
        self.any(Self::NAME) && !self.any(Self::WEAK.with(Self::ELSE).with(Self::TITLE))
    }
}
