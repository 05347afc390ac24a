//! Pages that belong to no room: how information is used, help, accessibility, who runs this.

use web::axum::routing::get;
use web::{Context, Page, PageResult, Routes, askama};

/// The pages.
pub fn routes() -> Routes {
    Routes::new()
        .page("/privacy", get(privacy))
        .page("/help", get(help))
        .page("/accessibility", get(accessibility))
        .page("/about", get(about))
        .page("/about/data", get(data))
}

/// A page of headings and paragraphs: `words-privacy-1-head`, `words-privacy-1`, and so on.
#[derive(askama::Template)]
#[template(path = "words.html")]
struct Words {
    page: Page,
    name: &'static str,
    parts: u32,
}

impl Words {
    fn parts(&self) -> std::ops::RangeInclusive<u32> {
        1..=self.parts
    }

    /// The message above a part.
    fn head(&self, part: &u32) -> String {
        format!("words-{}-{part}-head", self.name)
    }

    /// The message of a part.
    fn body(&self, part: &u32) -> String {
        format!("words-{}-{part}", self.name)
    }
}

fn words(context: &Context, name: &'static str, parts: u32) -> PageResult {
    let page = context.page(&format!("words-{name}"));
    context.html(&Words { page, name, parts })
}

async fn privacy(context: Context) -> PageResult {
    words(&context, "privacy", 6)
}

async fn help(context: Context) -> PageResult {
    words(&context, "help", 3)
}

async fn accessibility(context: Context) -> PageResult {
    words(&context, "accessibility", 4)
}

async fn about(context: Context) -> PageResult {
    words(&context, "about", 3)
}

async fn data(context: Context) -> PageResult {
    words(&context, "data", 4)
}
