/** A form as a browser sends it when nothing is typed into it. */
export interface FormOnPage {
  /** Where it goes; undefined: to the page's own address. */
  readonly action: string | undefined;
  readonly fields: Readonly<Record<string, readonly string[]>>;
}

const decoded = (text: string): string =>
  text.replaceAll(/&(quot|lt|gt|#39|amp);/g, (_all, name: string) => {
    return { quot: '"', lt: '<', gt: '>', '#39': "'", amp: '&' }[name]!;
  });

function attribute(tag: string, name: string): string | undefined {
  const [, value] = new RegExp(`\\s${name}="([^"]*)"`).exec(tag) ?? [];
  return value === undefined ? undefined : decoded(value);
}

/** The first form in the main part of a page. */
export function formOn(html: string): FormOnPage | undefined {
  const main = html.slice(html.indexOf('<main'), html.indexOf('</main>'));
  const [form] = /<form [^]*?<\/form>/.exec(main) ?? [];
  if (form === undefined) return undefined;
  const sent = [...form.matchAll(/<input[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => !/\stype="(radio|checkbox)"/.test(tag) || /\schecked\b/.test(tag))
    .map((tag): [string, string] => [attribute(tag, 'name')!, attribute(tag, 'value') ?? '']);
  const written = [...form.matchAll(/(<textarea[^>]*>)([^]*?)<\/textarea>/g)].map(([, tag, text]): [string, string] => [
    attribute(tag!, 'name')!,
    decoded(text!),
  ]);
  const fields: Record<string, string[]> = {};
  for (const [name, value] of [...sent, ...written]) (fields[name] ??= []).push(value);
  return { action: attribute(form.slice(0, form.indexOf('>') + 1), 'action'), fields };
}
