// Small questions about one node that several rules ask.
import type { Node } from './source.ts'

/** `now` of `Date.now`, `Date['now']` and `Date?.now`; undefined where it is computed. */
export function memberName(node: Node): string | undefined {
  if (node.type !== 'MemberExpression') return undefined
  if (node.property.type === 'Identifier' && !node.computed) return node.property.name
  return stringOf(node.property)
}

/** The last name of what a method is called on: `db` of `db`, `this.db` and `context.host.db`. */
export function lastName(node: Node): string | undefined {
  switch (node.type) {
    case 'Identifier':
      return node.name
    case 'MemberExpression':
      return node.property.type === 'PrivateIdentifier' ? node.property.name : memberName(node)
    case 'CallExpression':
      return lastName(node.callee)
    case 'AwaitExpression':
      return lastName(node.argument)
    case 'ParenthesizedExpression':
    case 'TSNonNullExpression':
    case 'TSAsExpression':
    case 'ChainExpression':
      return lastName(node.expression)
    default:
      return undefined
  }
}

export function stringOf(node: Node | undefined): string | undefined {
  return node?.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined
}

/** A string or template whose values are written as `?`; undefined when the text is made elsewhere. */
export function staticText(node: Node | undefined): string | undefined {
  if (node?.type === 'TemplateLiteral') return node.quasis.map((quasi) => quasi.value.cooked ?? quasi.value.raw).join(' ? ')
  return stringOf(node)
}

/** Name of a property in an object literal: `title` of `{ title: … }` and `{ 'title': … }`. */
export function keyName(node: Node): string | undefined {
  if (node.type !== 'Property' || (node.computed && node.key.type !== 'Literal')) return undefined
  return node.key.type === 'Identifier' ? node.key.name : stringOf(node.key)
}
