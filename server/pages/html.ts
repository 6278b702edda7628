const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** A text as it stands inside HTML, also between quotes of an attribute. */
export const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => signs[sign]!)
