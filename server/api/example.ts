type Json = Record<string, unknown>

/** A value that fits a JSON Schema, plain and short: what the documentation shows where nobody wrote an example. */
export function exampleOf(schema: Json, definitions: Json): unknown {
  if (typeof schema['$ref'] === 'string') return exampleOf((definitions[schema['$ref'].replace('#/components/schemas/', '')] ?? {}) as Json, definitions)
  if (schema['example'] !== undefined) return schema['example']
  if (Array.isArray(schema['examples'])) return schema['examples'][0]
  if (schema['const'] !== undefined) return schema['const']
  if (schema['default'] !== undefined) return schema['default']
  if (Array.isArray(schema['enum'])) return schema['enum'][0]
  const options = (schema['anyOf'] ?? schema['oneOf']) as Json[] | undefined
  if (options) return exampleOf(options.find(({ type }) => type !== 'null') ?? options[0]!, definitions)
  if (schema['type'] === 'object' || schema['properties']) {
    const required = new Set((schema['required'] as string[] | undefined) ?? [])
    const properties = Object.entries((schema['properties'] as Record<string, Json> | undefined) ?? {})
    // What must be there; where nothing must, the first, so that there is something to see.
    const shown = properties.filter(([name]) => required.has(name))
    return Object.fromEntries((shown.length > 0 ? shown : properties.slice(0, 1)).map(([name, property]) => [name, exampleOf(property, definitions)]))
  }
  if (schema['type'] === 'array') return [exampleOf((schema['items'] as Json | undefined) ?? {}, definitions)]
  if (schema['type'] === 'boolean') return true
  if (schema['type'] === 'integer' || schema['type'] === 'number') return (schema['minimum'] as number | undefined) ?? 1
  return textOf(schema)
}

function textOf({ format, pattern, minLength = 0 }: Json): string {
  if (format === 'date') return '2026-11-28'
  if (format === 'date-time') return '2026-11-28T09:30:00.000+00:00'
  if (format === 'email') return 'awa.ndiaye@example.sn'
  if (format === 'uri') return 'https://example.sn/'
  if (typeof pattern === 'string') return pattern.includes('{64}') ? '0'.repeat(64) : pattern.includes('{8}-') ? '0192f0c1-7b3a-7c44-9f00-1234567890ab' : '10'
  return 'texte'.padEnd(Number(minLength), 'e')
}
