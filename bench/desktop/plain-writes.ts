import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type BetterSqlite from 'better-sqlite3'

/**
 * The plainest code that writes the same rows: the business row, its narrow list row, the words of the search, the change and
 * the command, in one durable transaction. No input is checked, no rights, no invariant, nothing is judged a repeat.
 */
export function plainWrites(db: BetterSqlite.Database) {
  const agency = (db.prepare('select id from agency').get() as { id: string }).id
  const member = (db.prepare('select id from member').get() as { id: string }).id
  const columnsOf = (table: string) => db.prepare(`select name from pragma_table_info(?)`).pluck().all(table) as string[]
  const inserting = (table: string) => {
    const columns = columnsOf(table).filter((name) => name !== 'id' || table !== 'search')
    const statement = db.prepare(`insert into ${table} (${columns.map((name) => `"${name}"`).join(', ')}) values (${columns.map(() => '?').join(', ')})`)
    return (row: Record<string, unknown>) => statement.run(columns.map((name) => row[name] ?? null)).lastInsertRowid
  }
  const insert = { property: inserting('property'), list: inserting('property_list'), change: inserting('change'), command: inserting('command'), search: inserting('search') }
  const index = db.prepare('insert into search_index (rowid, folded) values (?, ?)')
  const sequence = db.prepare('update agency_sequence set seq = seq + 1, local_seq = local_seq + 1 where agency_id = ? returning seq')
  const read = db.prepare('select * from property where agency_id = ? and id = ?')
  const update = db.prepare('update property set price_amount = ?, updated_at = ?, versions = ? where agency_id = ? and id = ?')
  const updateList = db.prepare('update property_list set price_amount = ?, updated_at = ? where agency_id = ? and id = ?')

  const log = (entityId: string, kind: string, patch: unknown, before: unknown, seq: number, command: string, n: number, now: number) => insert.change({
    agency_id: agency, command_id: command, n, seq, local_seq: seq, entity: 'property', entity_id: entityId, kind, patch: JSON.stringify(patch),
    before: before === null ? null : JSON.stringify(before), scope: 'agency', actor_id: member, device_id: member, typed_at: now, at: now,
  })
  const keep = (name: string, seq: number, id: string, now: number) => insert.command({
    agency_id: agency, id, name, version: 1, input_hash: '', status: 'applied', result: '{}', seq, actor_id: member, device_id: member, typed_at: now, at: now,
  })
  const next = () => (sequence.get(agency) as { seq: number }).seq

  const edit = db.transaction((id: string, price: number, now: number) => {
    const row = read.get(agency, id) as Record<string, unknown>
    const [seq, command] = [next(), randomUUID()]
    update.run(price, now, JSON.stringify({ ...JSON.parse(row['versions'] as string) as object, price: seq }), agency, id)
    updateList.run(price, now, agency, id)
    log(id, 'update', { priceAmount: price }, { priceAmount: row['price_amount'] }, seq, command, 0, now)
    keep('property.update', seq, command, now)
  })

  const chunk = db.transaction((rows: readonly string[][], now: number) => {
    const [seq, command] = [next(), randomUUID()]
    for (const [n, [title, kind, transaction, quartier, price, surface, rooms, description]] of rows.entries()) {
      const id = randomUUID()
      const values = {
        title, kind: kind === 'Villa' ? 'villa' : 'apartment', transaction: transaction === 'Location' ? 'rent' : 'sale', status: 'available', quartier, description, price_amount: Number.parseInt(price!.replaceAll(' ', ''), 10),
        surface_area: Number.parseInt(surface!, 10), bedrooms: Number.parseInt(rooms!, 10), price_currency: 'XOF', price_period: transaction === 'Location' ? 'month' : 'total', country: 'SN', furnished: 'none',
      }
      insert.property({ agency_id: agency, id, created_at: now, created_by: member, updated_at: now, versions: '{}', price_negotiable: 0, is_public: 1, is_featured: 0, show_price: 1, ...values })
      insert.list({ agency_id: agency, id, created_at: now, updated_at: now, title_key: title!.toLowerCase(), quartier_key: quartier!.toLowerCase(), has_photo: 0, has_coordinates: 0, is_public: 1, duplicate_key: '', ...values })
      const folded = `${title} ${quartier} ${description}`.normalize('NFKD').toLowerCase()
      index.run(insert.search({ agency_id: agency, entity: 'property', entity_id: id, folded, sort_key: title!.toLowerCase() }), folded)
      log(id, 'create', values, null, seq, command, n, now)
    }
    keep('importBatch.addRows', seq, command, now)
  })

  return {
    edit: (id: string, price: number) => edit.immediate(id, price, Date.now()),
    /** Transactions of 200 rows; the file is split at its line ends and semicolons, as ours has no others. */
    importFile: (path: string) => {
      const rows = readFileSync(path, 'utf8').trimEnd().split('\n').slice(1).map((line) => line.split(';'))
      for (let from = 0; from < rows.length; from += 200) chunk.immediate(rows.slice(from, from + 200), Date.now())
      return rows.length
    },
  }
}
