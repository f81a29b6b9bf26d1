/** `DirectiveController`, `withdraw` → `directiveWithdraw`: what clients in other languages call it by. */
export function nameOperation(controller: string, method: string): string {
  const about = controller.replace(/Controller$/, '');
  return about.charAt(0).toLowerCase() + about.slice(1) + method.charAt(0).toUpperCase() + method.slice(1);
}

/** Where a controller names none, its class did: `AgreementVersions` → `agreement versions`. */
export const tagOf = (tag: string): string => tag.replace(/([a-z])(?=[A-Z])/g, '$1 ').toLowerCase();
