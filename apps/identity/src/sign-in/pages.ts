import type { AudienceKind } from '../people/audience-kind.js';
import type { Person } from '../people/directory.js';
import { page, text } from './page.js';

const WHO: Readonly<Record<AudienceKind, string>> = {
  resident: 'Which resident are you?',
  staff: 'Which member of staff are you?',
};

/** The one question of the development sign-in. `missed` is set when it was sent without a choice that counts. */
export function choicePage(people: readonly Person[], kind: AudienceKind | undefined, missed: boolean): string {
  const title = 'Choose who you are';
  const wrong = missed ? '<p class="wrong" id="wrong" role="alert">Error: choose one of the people below.</p>' : '';
  const body = `<h1>${title}</h1>
<form method="post" novalidate>
<fieldset${missed ? ' aria-describedby="wrong"' : ''}><legend>${kind ? WHO[kind] : 'Who are you?'}</legend>
${wrong}
${people.map(choice).join('\n')}
</fieldset>
<button type="submit">Sign in</button>
</form>`;
  return page(missed ? `Error: ${title}` : title, body);
}

function choice({ key, name, agency }: Person): string {
  const id = `person-${text(key)}`;
  return `<div class="choice"><input type="radio" name="person" id="${id}" value="${text(key)}"><label for="${id}">${text(
    agency === null ? name : `${name} (${agency})`,
  )}</label></div>`;
}

/** `form` is the provider's own, with its token; it only lacks a button. */
export function signOutPage(form: string): string {
  return page(
    'Sign out',
    `<h1>Sign out</h1>
${form}
<button type="submit" form="op.logoutForm" name="logout" value="yes">Sign out</button>`,
  );
}

export function signedOutPage(): string {
  return page('You have signed out', '<h1>You have signed out</h1>');
}

export function failedPage(): string {
  return page(
    'You cannot sign in this way',
    `<h1>You cannot sign in this way</h1>
<p>The sign-in was not asked for properly, or it was begun too long ago. Go back to where you came from and start again.</p>`,
  );
}
