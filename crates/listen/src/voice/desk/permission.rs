//! `GET` and `POST /desk/voices/{voice}/permission`: what a person agreed to, changed at their
//! word.

use super::super::{NotRecorded, Voice, change_permission};
use super::{found, ladder, permission, trail};
use crate::ids::VoiceId;
use askama::Template;
use kernel::access::Verb;
use serde::Deserialize;
use web::{Choice, Context, Form, Page, PageResult, Path, Trail};

/// What somebody chose.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PermissionForm {
    rung: String,
    sound: String,
    archive: String,
    contact: String,
}

#[derive(Template)]
#[template(path = "permission/edit.html")]
struct PermissionPage {
    page: Page,
    trail: Vec<Trail>,
    voice: Voice,
    form: PermissionForm,
    rungs: Vec<Choice>,
}

fn show(page: Page, voice: Voice, form: PermissionForm) -> PermissionPage {
    let here = page.t("permission-title");
    PermissionPage {
        trail: trail(&page, &voice, &here),
        rungs: ladder(&page, &form.rung),
        voice,
        form,
        page,
    }
}

pub(crate) async fn edit(ctx: Context, Path(id): Path<VoiceId>) -> PageResult {
    let (_, voice) = found(&ctx, id, Verb::ChangePermission).await?;
    let yes = |said: bool| if said { "yes".to_owned() } else { String::new() };
    let form = PermissionForm {
        rung: voice.permission.rung.word().to_owned(),
        sound: yes(voice.permission.sound),
        archive: yes(voice.permission.archive),
        contact: yes(voice.permission.contact),
    };
    ctx.html(&show(ctx.desk("permission-title"), voice, form))
}

pub(crate) async fn update(
    ctx: Context,
    Path(id): Path<VoiceId>,
    Form(form): Form<PermissionForm>,
) -> PageResult {
    let (_, voice) = found(&ctx, id, Verb::ChangePermission).await?;
    let chosen = permission(&form.rung, (&form.sound, &form.archive, &form.contact));
    let Some(chosen) = chosen else {
        let page = ctx.desk("permission-title").refused(&NotRecorded::NoPermission);
        return ctx.refuse(&show(page, voice, form));
    };
    match ctx.write(move |tx| change_permission(tx, id, chosen)).await? {
        Ok(()) => ctx.see_other(&format!("/desk/voices/{id}")),
        Err(refusal) => {
            let page = ctx.desk("permission-title").refused(&refusal);
            ctx.refuse(&show(page, voice, form))
        }
    }
}
