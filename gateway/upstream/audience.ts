/** `aud` of an endpoint's tokens: its origin and path. */
export function audienceOf(endpoint: string): string {
  const { origin, pathname } = new URL(endpoint);
  return `${origin}${pathname}`;
}
