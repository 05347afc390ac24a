//! Opinion groups from votes.
