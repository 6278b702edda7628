/**
 * A regular expression written over several lines: line breaks and the spaces around them are no part of it. Always in
 * Unicode mode.
 */
export function pattern(text: TemplateStringsArray): RegExp {
  return new RegExp(text.raw.join('').replace(/\s*\n\s*/g, ''), 'u')
}
