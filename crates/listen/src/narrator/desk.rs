//! The back office's pages of the people who spoke, under `/desk/narrators`.

use super::{Narrator, edit as mend, everything, find, search, voices, within};
use crate::ids::NarratorId;
use crate::voice::Voice;
use crate::voice::{NotRecorded, Person, given};
use askama::Template;
use kernel::access::{Verb, Viewer};
use kernel::audit;
use serde::Deserialize;
use serde_json::json;
use web::{Context, Form, Page, PageError, PageResult, Path, Query, Trail};

/// How many people stand in a list.
const MOST: u32 = 100;

/// What stands behind the question mark.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    words: String,
}

#[derive(Template)]
#[template(path = "narrator/index.html")]
struct NarratorsPage {
    page: Page,
    narrators: Vec<Narrator>,
    words: String,
}

pub(crate) async fn index(ctx: Context, Query(typed): Query<Typed>) -> PageResult {
    let viewer = ctx.require_somewhere(Verb::ChangePermission)?;
    let reach = viewer.reach(Verb::ChangePermission);
    let words = typed.words.clone();
    let narrators = ctx.read(move |db| search(db, &reach, &words, MOST)).await?;
    ctx.html(&NarratorsPage { page: ctx.desk("narrators-title"), narrators, words: typed.words })
}

/// What a viewer may see and do of one person.
struct May {
    /// Their name and how to reach them.
    contact: bool,
    export: bool,
    erase: bool,
}

/// The person, when the viewer may read one of their voices; what they may do must hold for all
/// of them.
async fn found(ctx: &Context, id: NarratorId) -> Result<(Viewer, Narrator, May), PageError> {
    let viewer = ctx.viewer()?.clone();
    let (narrator, places) = ctx.read(move |db| Ok((find(db, id)?, within(db, id)?))).await?;
    let narrator = narrator.filter(|one| one.erased_at.is_none()).ok_or(PageError::NotFound)?;
    if !places.iter().any(|place| viewer.may(Verb::ReadVoice, *place)) {
        return Err(PageError::NotFound);
    }
    let everywhere = |verb| places.iter().all(|place| viewer.may(verb, *place));
    let may = May {
        contact: places.iter().any(|place| viewer.may(Verb::ChangePermission, *place)),
        export: everywhere(Verb::ExportPerson),
        erase: everywhere(Verb::ErasePerson),
    };
    Ok((viewer, narrator, may))
}

/// What a person is called: nothing but that they were, once they took everything back.
fn called(page: &Page, narrator: &Narrator) -> String {
    if narrator.pseudonym.is_empty() {
        page.t("narrator-forgotten")
    } else {
        narrator.pseudonym.clone()
    }
}

fn trail(page: &Page, narrator: &Narrator, here: &str) -> Vec<Trail> {
    let mut trail = Vec::new();
    if page.may(Verb::ChangePermission) {
        trail.push(Trail { href: page.path("/desk/narrators"), text: page.t("narrators-title") });
    }
    let path = page.path(format!("/desk/narrators/{}", narrator.id));
    trail.push(Trail { href: path, text: called(page, narrator) });
    if !here.is_empty() {
        trail.push(Trail { href: String::new(), text: here.to_owned() });
    }
    trail
}

#[derive(Template)]
#[template(path = "narrator/show.html")]
struct NarratorPage {
    page: Page,
    trail: Vec<Trail>,
    narrator: Narrator,
    voices: Vec<Voice>,
    may: May,
}

pub(crate) async fn show(ctx: Context, Path(id): Path<NarratorId>) -> PageResult {
    let (viewer, narrator, may) = found(&ctx, id).await?;
    let mut voices = ctx.read(move |db| voices(db, id)).await?;
    voices.retain(|voice| viewer.may(Verb::ReadVoice, voice.within()));
    let page = ctx.desk("narrator-title");
    let title = called(&page, &narrator);
    ctx.html(&NarratorPage {
        trail: trail(&page, &narrator, ""),
        page: page.title_text(&title),
        narrator,
        voices,
        may,
    })
}

/// `GET /desk/narrators/{narrator}/export`: everything held about a person, as JSON for them.
pub(crate) async fn export(ctx: Context, Path(id): Path<NarratorId>) -> PageResult {
    let (_, _, may) = found(&ctx, id).await?;
    if !may.export {
        return Err(PageError::NotFound);
    }
    let held = ctx.change(move |tx| {
        let held = everything(tx, id)?;
        audit::record(tx, "narrator.export", id, &json!({}))?;
        Ok(held)
    });
    let held = held.await?.ok_or(PageError::NotFound)?;
    let bytes = serde_json::to_vec_pretty(&held).map_err(kernel::Fault::from)?;
    ctx.download(bytes, "application/json", "everything-held.json")
}

/// What somebody typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PersonForm {
    pseudonym: String,
    name: String,
    email: String,
    phone: String,
}

#[derive(Template)]
#[template(path = "narrator/edit.html")]
struct PersonPage {
    page: Page,
    trail: Vec<Trail>,
    narrator: Narrator,
    form: PersonForm,
}

pub(crate) async fn edit(ctx: Context, Path(id): Path<NarratorId>) -> PageResult {
    let (_, narrator, may) = found(&ctx, id).await?;
    if !may.contact {
        return Err(PageError::NotFound);
    }
    let form = PersonForm {
        pseudonym: narrator.pseudonym.clone(),
        name: narrator.name.clone().unwrap_or_default(),
        email: narrator.email.clone().unwrap_or_default(),
        phone: narrator.phone.clone().unwrap_or_default(),
    };
    let page = ctx.desk("narrator-edit");
    let here = page.t("narrator-edit");
    ctx.html(&PersonPage { trail: trail(&page, &narrator, &here), narrator, form, page })
}

pub(crate) async fn update(
    ctx: Context,
    Path(id): Path<NarratorId>,
    Form(form): Form<PersonForm>,
) -> PageResult {
    let (_, narrator, may) = found(&ctx, id).await?;
    if !may.contact {
        return Err(PageError::NotFound);
    }
    let person = Person {
        pseudonym: form.pseudonym.clone(),
        name: given(&form.name),
        email: given(&form.email),
        phone: given(&form.phone),
    };
    let result: Result<(), NotRecorded> = ctx.write(move |tx| mend(tx, id, &person)).await?;
    match result {
        Ok(()) => ctx.see_other(&format!("/desk/narrators/{id}")),
        Err(refusal) => {
            let page = ctx.desk("narrator-edit").refused(&refusal);
            let here = page.t("narrator-edit");
            ctx.refuse(&PersonPage { trail: trail(&page, &narrator, &here), narrator, form, page })
        }
    }
}
