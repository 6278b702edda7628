import type { z } from 'zod'

/**
 * The vocabulary in which a module declares its entities (architecture §3). It holds no I/O, so that the interface
 * may read a model too. Every field says all seven things; a missing one does not compile.
 */
export type MergePolicy = 'arrival' | 'first' | 'text' | 'command'
/** Who holds the row: everybody of the agency, its management, only the member named by `ownedBy`, or whom the row's own field `scope` names. */
export type FieldScope = 'agency' | 'management' | 'member' | 'row'

export type FieldDeclaration<Schema extends z.ZodType = z.ZodType> = {
  readonly schema: Schema
  /** Fields with one unit are merged, undone and versioned together. */
  readonly unit: string
  /** `command`: only a named command may change it, never the generated update. */
  readonly policy: MergePolicy
  readonly scope: FieldScope
  /** `public` may be shown to people outside the agency once the row is published. */
  readonly visibility: 'public' | 'private'
  readonly searchable: boolean
  /** Name of the entity that this field points to. Checked when deciding; never a foreign key. */
  readonly reference: string | null
  /** Key of its name in the catalogues. */
  readonly label: string
}

export type Fields = Readonly<Record<string, FieldDeclaration>>

export type EntityDeclaration<Name extends string = string, F extends Fields = Fields> = {
  readonly name: Name
  /** Table name, snake_case. */
  readonly table: string
  /**
   * Field naming the owner. Where it points to a member, that member owns the row (the creator, when it is null);
   * where it points to another entity, the owner of that row owns this one.
   */
  readonly ownedBy: (keyof F & string) | 'createdBy'
  /** Its rows tell somebody of what a command did: whoever may take that back takes them back with it, whosever they are, read or not. */
  readonly isNotice?: boolean
  readonly fields: F
  readonly units: ReadonlyMap<string, readonly string[]>
  readonly storage: Readonly<Record<string, FieldStorage>>
}

export type FieldStorage = 'text' | 'number' | 'flag' | 'json'

/** The columns every business row has besides its declared fields. Instants are milliseconds UTC. */
export type RowFrame = {
  id: string
  agencyId: string
  createdAt: number
  createdBy: string
  updatedAt: number
  deletedAt: number | null
  /** unit -> seq of the change that last wrote it; only units written after creation. */
  versions: Readonly<Record<string, number>>
}

export type Values<E> = E extends EntityDeclaration<string, infer F>
  ? { -readonly [K in keyof F]: z.infer<F[K]['schema']> }
  : never
export type Row<E> = Values<E> & RowFrame

export function defineEntity<const Name extends string, const F extends Fields>(declaration: {
  name: Name
  table: string
  ownedBy: (keyof F & string) | 'createdBy'
  isNotice?: boolean
  fields: F
}): EntityDeclaration<Name, F> {
  const units = new Map<string, string[]>()
  const storage: Record<string, FieldStorage> = {}
  for (const [name, field] of Object.entries(declaration.fields)) {
    units.set(field.unit, [...(units.get(field.unit) ?? []), name])
    storage[name] = storageOf(field.schema)
  }
  return { ...declaration, units, storage }
}

/** How a value of this schema is kept in a column: flags as 0/1, objects and lists as JSON text. */
function storageOf(schema: z.ZodType): FieldStorage {
  const type = (schema as { def?: { type?: string; innerType?: z.ZodType } }).def
  switch (type?.type) {
    case 'nullable':
    case 'optional':
    case 'default':
    case 'readonly':
      return storageOf(type.innerType!)
    case 'boolean':
      return 'flag'
    case 'number':
    case 'int':
      return 'number'
    case 'string':
    case 'enum':
    case 'literal':
      return 'text'
    case 'object':
    case 'array':
    case 'record':
    case 'union':
      return 'json'
    default:
      throw new Error(`no column for a schema of type ${String(type?.type)}`)
  }
}

type Editable<F extends Fields> = { [K in keyof F as F[K]['policy'] extends 'command' ? never : K]: F[K]['schema'] }

/** The fields that the generated update may name: those whose policy is not `command`. */
export function editableFields<F extends Fields>(entity: EntityDeclaration<string, F>): Editable<F> {
  return Object.fromEntries(
    Object.entries(entity.fields).filter(([, field]) => field.policy !== 'command').map(([name, field]) => [name, field.schema]),
  ) as unknown as Editable<F>
}
