//! The window: the positions whose words are features of the position at its centre.

/// The number of positions in a window before its centre, and after it.
pub const WINDOW_RADIUS: usize = 2;

/// The number of positions in a window.
pub const WINDOW: usize = 2 * WINDOW_RADIUS + 1;

/// The index in the window of the position that is labelled.
pub const CENTRE: usize = WINDOW_RADIUS;

/// Which tokens become positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Those within [`WINDOW_RADIUS`] of a token that may be part of a name.
    NearNames,
    /// All.
    All,
}
