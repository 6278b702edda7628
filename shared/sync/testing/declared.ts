import type { AnyEntity, Business } from '../../command/define.ts'
import type { FieldDeclaration, FieldScope, MergePolicy } from '../../values/entity.ts'

const policies: readonly MergePolicy[] = ['arrival', 'first', 'text', 'command']
const scopes: readonly FieldScope[] = ['agency', 'management', 'member', 'row']

/**
 * What an entity must say to be merged between posts, looked at in what is declared and not in its types: each line is something that is
 * missing or contradicts itself. Empty for a business that may sync (sync.md B); a module joins by declaring, nothing more.
 */
export function undeclared(business: Business): string[] {
  return [...business.entities.values()].flatMap((entity) => [...fieldsOf(entity), ...unitsOf(entity), ...updatesOf(business, entity)])
}

type Said = Partial<Record<keyof FieldDeclaration, unknown>>

function fieldsOf(entity: AnyEntity): string[] {
  const wrong: string[] = []
  const fields = Object.entries(entity.fields as Record<string, Said>)
  if (entity.ownedBy !== 'createdBy' && !fields.some(([name]) => name === entity.ownedBy)) wrong.push(`${entity.name} is owned by ${String(entity.ownedBy)}, which it does not have`)
  // Whether a row is there, says its first field; of a row that is somebody's, all is his.
  const held = [...new Set(fields.map(([, field]) => field.scope))]
  if (held.length > 1 && (held.includes('member') || held.includes('row') || held[0] !== 'agency')) wrong.push(`${entity.name} is partly somebody's own: ${held.join(', ')}`)
  for (const [name, field] of fields) {
    const at = `${entity.name}.${name}`
    if (!policies.includes(field.policy as MergePolicy)) wrong.push(`${at} has no merge policy`)
    if (!scopes.includes(field.scope as FieldScope)) wrong.push(`${at} has no scope`)
    if (typeof field.unit !== 'string' || field.unit === '') wrong.push(`${at} has no merge unit`)
    if (field.policy === 'text' && entity.storage[name] !== 'text') wrong.push(`${at} is merged as text and is none`)
    if (field.scope === 'row' && !('scope' in entity.fields)) wrong.push(`${at} has the scope of its row, which has no field scope`)
    // A row that moved to somebody else's scope would stay where it was held before.
    const decides = field.scope === 'row' ? 'scope' : field.scope === 'member' ? entity.ownedBy : null
    if (decides !== null && decides !== 'createdBy' && decides in entity.fields && entity.fields[decides].policy !== 'command') wrong.push(`${at} would move with ${String(decides)}, which anybody may change`)
    if (entity.storage[name] === undefined) wrong.push(`${at} has no column`)
  }
  return wrong
}

/** Fields of one unit win and lose together, so they say the same. */
function unitsOf(entity: AnyEntity): string[] {
  const wrong: string[] = []
  for (const [unit, names] of entity.units) {
    for (const what of ['policy', 'scope'] as const) if (new Set(names.map((name) => entity.fields[name][what] as string)).size > 1) wrong.push(`${entity.name}/${unit} has fields of more than one ${what}`)
    if (names.length > 1 && names.some((name) => entity.fields[name].policy === 'text')) wrong.push(`${entity.name}/${unit} is merged as text and holds more than one field`)
  }
  return wrong
}

/** What only named commands write, the generated update does not take. */
function updatesOf(business: Business, entity: AnyEntity): string[] {
  const update = business.commands.get(`${entity.name}.update`)
  if (!update) return []
  const taken = (update.input as { def?: { shape?: { patch?: { def?: { shape?: object; innerType?: { def?: { shape?: object } } } } } } }).def?.shape?.patch
  const shape = taken?.def?.shape ?? taken?.def?.innerType?.def?.shape
  if (!shape) return [`${entity.name}.update takes no patch`]
  return Object.keys(shape).filter((name) => entity.fields[name]?.policy === 'command').map((name) => `${entity.name}.update takes ${name}, which only named commands write`)
}
