//! How much a source may hold. Each limit is met before the work that it bounds, and every step of
//! the compiler takes time in proportion to what it reads.

/// The longest source, in characters: about 60 pages.
pub const SOURCE: usize = 200_000;
/// The most headings.
pub(super) const HEADINGS: usize = 1_000;
/// The most directives, those that can't be read among them.
pub(super) const DIRECTIVES: usize = 1_000;
/// The most blocks: paragraphs, lists, headings and what stands on its own.
pub(super) const BLOCKS: usize = 10_000;
/// The most links.
pub(super) const LINKS: usize = 2_000;
/// The most words of attributes that name something, such as findings and claims.
pub(super) const NAMED: usize = 2_000;
/// The most that is said of one source.
pub(super) const DIAGNOSTICS: usize = 500;
/// The longest words of a directive, in bytes.
pub(super) const LABEL: usize = 5_000;
/// The most attributes of a directive.
pub(super) const ATTRIBUTES: usize = 20;
/// The longest value of an attribute, in bytes.
pub(super) const VALUE: usize = 2_000;
/// The longest address of a link, in bytes.
pub(super) const URL: usize = 2_000;
/// How much of the paragraph around a claim is kept beside it, in characters.
pub(super) const EXCERPT: usize = 4_000;
