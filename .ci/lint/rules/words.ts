import { keyName } from '../nodes.ts'
import { isTest } from '../places.ts'
import type { Finding, Node, Rule } from '../source.ts'

/** Names, keys of the keyboard and units: the same in every language. */
const sameEverywhere = [
  'Digit-Hab', 'Ctrl', 'Alt', 'Shift', 'Esc', 'Enter', 'Tab', 'K', 'B', 'F CFA', 'XOF', 'EUR', 'USD',
  'm²', 'm', 'km', 'ha', 'kB', 'MB', 'GB', 'CSV', 'XLSX', 'PDF',
]
const sameWords = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${sameEverywhere.join('|')})(?![\p{L}\p{N}])`, 'gu')
const shown = new Set([
  'label', 'placeholder', 'title', 'description', 'alt', 'error', 'legend', 'tooltip', 'closeButtonLabel', 'nothingFound',
  'nothingFoundMessage', 'aria-label', 'aria-description', 'aria-roledescription', 'aria-placeholder', 'aria-valuetext',
])
/** Of windows, menus, dialogs and notices that are described by objects. */
const shownInObjects = new Set([
  'label', 'placeholder', 'title', 'description', 'message', 'detail', 'body', 'subtitle', 'buttonLabel',
])

/** A text that a person reads stands in the catalogues, in both languages, and never in a component. */
export const words: Rule = {
  name: 'words',
  check: (project) =>
    [...project.sources.values()]
      .filter((file) => /^(renderer|electron\/main)\//.test(file.path) && !isTest(file.path))
      .flatMap((file) =>
        file.nodes.flatMap((node) =>
          textsShown(node).map(({ text, start }): Finding => {
            const message = `'${text}' stands in shared/language, in French and English, and not here`
            return { path: file.path, line: file.lineAt(start), rule: 'words', message }
          }),
        ),
      ),
}

type Text = { text: string; start: number }

function textsShown(node: Node): Text[] {
  switch (node.type) {
    case 'JSXText':
      return speaking([{ text: node.value, start: node.start + (node.value.length - node.value.trimStart().length) }])
    case 'JSXElement':
    case 'JSXFragment':
      return speaking(node.children.flatMap((child) => textsIn(child)))
    case 'JSXAttribute': {
      if (node.name.type !== 'JSXIdentifier' || !shown.has(node.name.name) || !node.value) return []
      return speaking(textsIn(node.value))
    }
    case 'Property': {
      // A label may also be a key of the catalogues or a technical name, so here only what looks like a phrase counts.
      const name = keyName(node)
      return name && shownInObjects.has(name) ? speaking(textsIn(node.value).filter(({ text }) => /^\p{Lu}|\s/u.test(text))) : []
    }
    default:
      return []
  }
}

/** The literal texts that an expression may come to. */
function textsIn(node: Node): Text[] {
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' ? [{ text: node.value, start: node.start }] : []
    case 'TemplateLiteral':
      return node.quasis.map((quasi) => ({ text: quasi.value.raw, start: quasi.start }))
    case 'JSXExpressionContainer':
      return textsIn(node.expression)
    case 'ConditionalExpression':
      return [...textsIn(node.consequent), ...textsIn(node.alternate)]
    case 'LogicalExpression':
    case 'BinaryExpression':
      return node.type === 'LogicalExpression' || node.operator === '+' ? [...textsIn(node.left), ...textsIn(node.right)] : []
    default:
      return []
  }
}

function speaking(texts: Text[]): Text[] {
  return texts
    .map(({ text, start }) => ({ text: text.replaceAll(/&\w+;/g, ' ').replaceAll(/\s+/g, ' ').trim(), start }))
    .filter(({ text }) => /\p{L}/u.test(text.replaceAll(sameWords, ' ')))
}
