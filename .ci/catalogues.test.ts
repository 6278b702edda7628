// The words of the product hold together: both languages say the same things, and every key that is asked for is there.
import { describe, expect, it } from 'vitest'
import { en, fr, isMessageKey, languages } from '../shared/language/index.ts'
import { errorCodes } from '../shared/values/error.ts'
import { keyName, lastName, stringOf } from './lint/nodes.ts'
import { isTest } from './lint/places.ts'
import { readProject, type Node, type SourceFile } from './lint/source.ts'

/** Beginnings of keys that are put together where no reader of the source can see them, and why. */
const chosenAtRunTime: Readonly<Record<string, string>> = {}

const catalogues = { fr: flatten(fr), en: flatten(en) }
const keys = [...catalogues.fr.keys()]
const product = [...readProject(`${import.meta.dirname}/..`).sources.values()].filter(
  (file) => /^(renderer|electron|server|shared)\//.test(file.path) && !file.path.startsWith('shared/language/') && !isTest(file.path),
)

describe('catalogues', () => {
  it('have the same keys in every language', () => {
    expect([...catalogues.en.keys()].toSorted()).toEqual(keys.toSorted())
  })

  it.each(languages)('leave nothing empty or untrimmed in %s', (language) => {
    expect([...catalogues[language]].filter(([, text]) => text.trim() !== text || text === '')).toEqual([])
  })

  it('put in the same values in every language', () => {
    expect(keys.filter((key) => String(valuesIn(key, catalogues.fr)) !== String(valuesIn(key, catalogues.en)))).toEqual([])
  })

  it('have both forms of every plural', () => {
    const forms = keys.filter((key) => withoutPlural(key) !== key)
    expect(forms.filter((key) => !['_one', '_other'].every((end) => catalogues.fr.has(withoutPlural(key) + end)))).toEqual([])
  })

  it('say every error', () => {
    expect(errorCodes.filter((code) => !isMessageKey(`error.${code}`))).toEqual([])
  })
})

describe('keys', () => {
  it('that a translator is asked for exist', () => {
    const missing = product.flatMap((file) =>
      askedFor(file).flatMap(({ key, pattern, line }) => {
        const there = pattern ? keys.some((one) => pattern.test(withoutPlural(one))) : isMessageKey(key)
        return there ? [] : [`${file.path}:${line} ${key}`]
      }),
    )
    expect(missing).toEqual([])
  })

  it('that name the fields of entities exist', () => {
    const labels = product.filter((file) => /^shared\/modules\/\w+\/model/.test(file.path)).flatMap((file) =>
      file.nodes.flatMap((node) => {
        const label = node.type === 'Property' && keyName(node) === 'label' ? stringOf(node.value) : undefined
        return label !== undefined && !isMessageKey(label) ? [`${file.path}:${file.lineAt(node.start)} ${label}`] : []
      }),
    )
    expect(labels).toEqual([])
  })

  it('are all used, or begin as one that is chosen at run time', () => {
    expect(unused().filter((key) => !Object.keys(chosenAtRunTime).some((start) => key.startsWith(start)))).toEqual([])
  })

  it('chosen at run time are listed only as long as they must be', () => {
    const left = unused()
    expect(Object.keys(chosenAtRunTime).filter((start) => !left.some((key) => key.startsWith(start)))).toEqual([])
  })
})

function flatten(part: object, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(part).flatMap(([name, value]: [string, unknown]) =>
      typeof value === 'object' && value !== null ? [...flatten(value, `${prefix}${name}.`)] : [[`${prefix}${name}`, String(value)]],
    ),
  )
}

/** Names between braces. A singular need not say its number, and none has none: "un bien", "aucun bien". */
function valuesIn(key: string, catalogue: ReadonlyMap<string, string>): string[] {
  const names = Array.from((catalogue.get(key) ?? '').matchAll(/\{\{\s*([\w.]+)/g), (match) => match[1]!)
  return [...new Set(names)].filter((name) => !(name === 'count' && /_(zero|one)$/.test(key))).toSorted()
}

function withoutPlural(key: string): string {
  return key.replace(/_(zero|one|other)$/, '')
}

type Asked = { key: string; pattern?: RegExp; line: number }

/** First arguments of `t(…)` and `translate(…)`, and `i18nKey="…"`. */
function askedFor(file: SourceFile): Asked[] {
  return file.nodes.flatMap((node) => {
    if (node.type === 'CallExpression' && ['t', 'translate'].includes(lastName(node.callee) ?? '')) return namedBy(file, node.arguments[0])
    return node.type === 'JSXAttribute' && node.name.name === 'i18nKey' && node.value ? namedBy(file, node.value) : []
  })
}

function namedBy(file: SourceFile, node: Node | undefined): Asked[] {
  const key = stringOf(node)
  if (key !== undefined) return [{ key, line: file.lineAt(node!.start) }]
  if (node?.type === 'ConditionalExpression') return [node.consequent, node.alternate].flatMap((part) => namedBy(file, part))
  if (node?.type === 'TSAsExpression' || node?.type === 'JSXExpressionContainer') return namedBy(file, node.expression)
  const pattern = patternOf(node)
  return pattern ? [{ key: String(pattern), pattern, line: file.lineAt(node!.start) }] : []
}

/** `error.${code}` may be any key that begins with `error.`; a template that begins with a value tells nothing. */
function patternOf(node: Node | undefined): RegExp | undefined {
  if (node?.type !== 'TemplateLiteral') return undefined
  const parts = node.quasis.map((quasi) => quasi.value.raw)
  return /^\w+\./.test(parts[0] ?? '') ? new RegExp(`^${parts.map((part) => part.replaceAll('.', String.raw`\.`)).join('.+')}$`) : undefined
}

/** A key is used when it, or the part of the catalogue it stands in, is written anywhere in the product. */
function unused(): string[] {
  const written = new Set<string>()
  const patterns: RegExp[] = []
  for (const node of product.flatMap((file) => file.nodes)) {
    const text = stringOf(node)
    if (text !== undefined) written.add(text)
    const pattern = patternOf(node)
    if (pattern) patterns.push(pattern)
  }
  return keys.filter((key) => {
    const asked = withoutPlural(key)
    const path = asked.split('.')
    const parts = path.map((_, index) => path.slice(0, index + 1).join('.')).slice(1)
    return !parts.some((part) => written.has(part)) && !patterns.some((pattern) => pattern.test(asked))
  })
}
