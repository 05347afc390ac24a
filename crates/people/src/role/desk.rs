//! Giving and ending somebody's roles, under `/desk/people/{account}/roles`.

use crate::lead;
use crate::person::desk::{self as people, InvitationForm};
use kernel::Tx;
use kernel::access::{Role, Scope};
use kernel::accounts::{self, NotAccount};
use kernel::ids::{AccountId, RoleId};
use serde::Deserialize;
use web::{Context, Form, PageError, PageResult, Path};

kernel::refusal! {
    /// Why a role could not be given.
    pub enum NotGiven {
        /// No role was chosen.
        NoRole => "invitation-no-role" at "role",
        /// No place was chosen, or one in which the viewer may not give roles.
        NoScope => "invitation-no-scope" at "scope",
    }
}

fn chosen(form: &InvitationForm, scopes: &[Scope]) -> Result<(Role, Scope), NotGiven> {
    let role = Role::from_word(&form.role).ok_or(NotGiven::NoRole)?;
    let scope = people::scope_of(&form.scope).filter(|scope| scopes.contains(scope));
    Ok((role, scope.ok_or(NotGiven::NoScope)?))
}

/// `POST /desk/people/{account}/roles`: gives a role.
pub(crate) async fn create(
    ctx: Context,
    Path(id): Path<AccountId>,
    Form(form): Form<InvitationForm>,
) -> PageResult {
    let (_, scopes) = people::managed(&ctx).await?;
    people::found(&ctx, id).await?;
    match chosen(&form, &scopes) {
        Ok((role, scope)) => {
            let base = ctx.app.base().to_owned();
            ctx.change(move |tx| lead::give(tx, id, role, scope, &base).map(drop)).await?;
            ctx.see_other(&format!("/desk/people/{id}"))
        }
        Err(refusal) => people::refuse(&ctx, id, &refusal, form).await,
    }
}

/// The form has nothing but its token.
#[derive(Deserialize)]
pub(crate) struct Button {}

/// `POST /desk/people/{account}/roles/{role}/closing`: ends a role.
pub(crate) async fn remove(
    ctx: Context,
    Path((id, role)): Path<(AccountId, RoleId)>,
    Form(Button {}): Form<Button>,
) -> PageResult {
    people::managed(&ctx).await?;
    let (person, _) = people::found(&ctx, id).await?;
    let held = person.roles.iter().find(|held| held.id == role && held.may_end);
    let held = held.ok_or(PageError::NotFound)?;
    let (role, kind, scope) = (held.id, held.role, held.scope);
    let end = move |tx: &mut Tx<'_>| {
        accounts::end_role(tx, role)?;
        if kind == Role::SafeguardingLead {
            lead::tell_of_end(tx, id, scope)?;
        }
        Ok::<_, NotAccount>(())
    };
    match ctx.write(end).await? {
        // Somebody without a role left may be out of the viewer's sight now.
        Ok(()) if person.roles.len() > 1 => ctx.see_other(&format!("/desk/people/{id}")),
        Ok(()) => ctx.see_other("/desk/people"),
        Err(refusal) => people::refuse(&ctx, id, &refusal, InvitationForm::default()).await,
    }
}
