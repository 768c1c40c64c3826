/** The identity has never joined this group, or its secret is another one. */
export class NotAMember extends Error {
  override readonly name = "NotAMember";
}
