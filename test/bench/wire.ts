/** Something as it goes over the wire: a request, an answer, an item in one. */
// biome-ignore lint/suspicious/noExplicitAny: a recording reads whatever shape the operation has
export type Wire = any;
