//! Whether standard output was closed when the program started.
//!
//! The standard library opens `/dev/null` in place of a closed descriptor before `main`, so that the output would vanish without an
//! error. Only a function that runs before can tell.

use std::sync::atomic::{AtomicBool, Ordering};

static IS_CLOSED: AtomicBool = AtomicBool::new(false);

/// Whether the program was started with standard output closed (`>&-`). Known on Linux alone.
pub(crate) fn is_closed() -> bool {
    IS_CLOSED.load(Ordering::Relaxed)
}

/// The function only asks the kernel for the flags of a descriptor, which needs nothing of the standard library.
#[cfg(target_os = "linux")]
#[expect(unsafe_code, reason = "the attribute is unsafe: the section must hold functions that may run before `main`")]
#[unsafe(link_section = ".init_array")]
#[used]
static CHECK: extern "C" fn() = {
    extern "C" fn check() {
        IS_CLOSED.store(rustix::io::fcntl_getfd(rustix::stdio::stdout()).is_err(), Ordering::Relaxed);
    }
    check
};
