import type BetterSqlite from 'better-sqlite3'
import type { ListQuestion } from './questions.ts'

/**
 * The plainest code that answers the same questions on the same file: better-sqlite3, one statement where one will do,
 * prepared once, on the thread that asks. No contract, no rights, no check of what comes in, no worker.
 */
export type Plain = ReturnType<typeof plainAnswers>

const sortColumns = { updatedAt: 'updated_at', title: 'title_key', priceAmount: 'price_amount', surfaceArea: 'surface_area', quartier: 'quartier_key' } as const

const listColumns = `p.id, p.reference, p.title, p.kind, p."transaction", p.status, p.region, p.commune, p.quartier, p.price_amount, p.price_currency, p.price_period,
  p.surface_area, p.land_area, p.rooms, p.bedrooms, p.bathrooms, p.furnished, p.title_type, p.agent_id, p.owner_id, p.updated_at, p.created_at, p.published_at,
  p.available_from, p.is_public, p.is_featured, p.versions, photo.file_id, member.name as agent_name, contact.name as owner_name,
  (select count(*) from property_photo c where c.agency_id = p.agency_id and c.property_id = p.id and c.deleted_at is null) as photos`
const beside = `left join property_photo photo on photo.agency_id = p.agency_id and photo.id = p.primary_photo_id
  left join member on member.agency_id = p.agency_id and member.id = p.agent_id left join contact on contact.agency_id = p.agency_id and contact.id = p.owner_id`

export function plainAnswers(db: BetterSqlite.Database) {
  const agency = (db.prepare('select id from agency').get() as { id: string }).id
  const known = new Map<string, BetterSqlite.Statement>()
  const prepared = (sql: string): BetterSqlite.Statement => {
    const statement = known.get(sql) ?? db.prepare(sql)
    known.set(sql, statement)
    return statement
  }
  const all = (sql: string, ...values: unknown[]) => prepared(sql).all(...values) as Record<string, never>[]
  let words: string[] | null = null

  return {
    page({ where, sort, offset }: ListQuestion) {
      return all(`select ${listColumns} from property_list l join property p on p.agency_id = l.agency_id and p.id = l.id ${beside}
        where l.agency_id = ? and ${where} order by l.${sortColumns[sort.field]} ${sort.direction} nulls last, l.number ${sort.direction} limit 50 offset ?`, agency, offset)
    },

    totals({ where }: { where: string }) {
      const groups = all(`select "transaction", count(*) as count, count(price_amount) as priced, sum(price_amount) as sum, sum(surface_area) as area
        from property_list l where agency_id = ? and ${where} group by "transaction"`, agency)
      return groups.map((group) => ({ ...group, median: all(`select price_amount from property_list l where agency_id = ? and ${where} and "transaction" = ? and price_amount is not null
        order by price_amount limit 1 offset ?`, agency, group['transaction'], Math.floor((group['priced']! - 1) / 2)) }))
    },

    search(text: string) {
      const query = text.split(' ').map((word) => `"${word}"`).join(' AND ') + '*'
      return all(`select ${listColumns} from (select s.entity_id from search_index i join search s on s.id = i.rowid
        where search_index match ? and s.agency_id = ? and s.entity = 'property' order by s.id desc limit 12) f
        join property p on p.agency_id = ? and p.id = f.entity_id ${beside}`, query, agency, agency)
    },

    /** The words kept in memory, each compared in full with what was typed. */
    misspelt(text: string) {
      words ??= all('select term from search_words').map((row) => row['term']!)
      const meant = text.split(' ').map((word) => words!.includes(word) ? word : words!.reduce((best, other) => (distance(word, other) < distance(word, best) ? other : best)))
      return this.search(meant.join(' '))
    },

    property(id: string) {
      return [
        all('select * from property where agency_id = ? and id = ?', agency, id),
        all('select amenity from property_amenity where agency_id = ? and property_id = ? and deleted_at is null', agency, id),
        all('select * from property_photo p join file f on f.agency_id = p.agency_id and f.id = p.file_id where p.agency_id = ? and property_id = ? and p.deleted_at is null order by position', agency, id),
        all('select * from property_document d join file f on f.agency_id = d.agency_id and f.id = d.file_id where d.agency_id = ? and property_id = ? and d.deleted_at is null', agency, id),
        all(`select contact.* from property p join contact on contact.agency_id = p.agency_id and contact.id = p.owner_id where p.agency_id = ? and p.id = ?`, agency, id),
        all(`select phone.* from property p join contact_phone phone on phone.agency_id = p.agency_id and phone.contact_id = p.owner_id where p.agency_id = ? and p.id = ?`, agency, id),
        all(`select member.* from property p join member on member.agency_id = p.agency_id and member.id = p.agent_id where p.agency_id = ? and p.id = ?`, agency, id),
        all('select sum(count) from view_count where agency_id = ? and entity_id = ?', agency, id),
      ]
    },

    neighbours({ where, sort, id }: ListQuestion & { id: string }) {
      const order = `order by l.${sortColumns[sort.field]} ${sort.direction} nulls last, l.number ${sort.direction}`
      return all(`select * from (select l.id, row_number() over (${order}) as place, lag(l.id) over (${order}) as previous, lead(l.id) over (${order}) as next
        from property_list l where agency_id = ? and ${where}) where id = ?`, agency, id)
    },

    similar(id: string) {
      const [one] = all('select * from property_list where agency_id = ? and id = ?', agency, id)
      return all(`select ${listColumns} from property_list l join property p on p.agency_id = l.agency_id and p.id = l.id ${beside}
        where l.agency_id = ? and l."transaction" = ? and l.kind = ? and l.status = 'available' and l.id != ?
        order by (l.quartier is not ?) + abs(l.price_amount - ?) / 1000000.0 + abs(l.surface_area - ?) / 100.0 limit 6`,
      agency, one!['transaction'], one!['kind'], id, one!['quartier'], one!['price_amount'] ?? 0, one!['surface_area'] ?? 0)
    },

    today(now: number) {
      const week = 7 * 86_400_000
      return [
        all('select count(*) from contact where agency_id = ? and deleted_at is null', agency),
        all('select status, "transaction", count(*) from property_list where agency_id = ? group by 1, 2', agency),
        all(`select count(*) from property_list where agency_id = ? and status in ('draft', 'available') and price_amount is null`, agency),
        all(`select count(*) from property_list where agency_id = ? and status in ('draft', 'available') and has_photo = 0`, agency),
        all(`select count(*) from property_list where agency_id = ? and status in ('draft', 'available') and quartier is null`, agency),
        all(`select count(*) from property_list where agency_id = ? and status in ('draft', 'available') and surface_area is null`, agency),
        all(`select ${listColumns} from (select id from property_list where agency_id = ? order by updated_at desc limit 6) l join property p on p.agency_id = ? and p.id = l.id ${beside}`, agency, agency),
        all('select d.id, p.title, valid_until from property_document d join property p on p.agency_id = d.agency_id and p.id = d.property_id where d.agency_id = ? and valid_until <= ? order by valid_until limit 8', agency, new Date(now).toISOString().slice(0, 10)),
        all('select published_at / ? as week, count(*) from property_list where agency_id = ? and published_at > ? group by 1', week, agency, now - 12 * week),
        all(`select quartier, count(*) as count from property_list where agency_id = ? and "transaction" = 'rent' and price_period = 'month' and price_amount is not null and status != 'archived' group by quartier order by 2 desc limit 8`, agency)
          .map((row) => all(`select price_amount from property_list where agency_id = ? and "transaction" = 'rent' and price_period = 'month' and status != 'archived' and quartier is ? and price_amount is not null
            order by price_amount limit 1 offset ?`, agency, row['quartier'], Math.floor((row['count']! - 1) / 2))),
        all('select p.id, p.title, sum(count) as views from view_count v join property p on p.agency_id = v.agency_id and p.id = v.entity_id where v.agency_id = ? and day > ? group by p.id order by views desc limit 5', agency, new Date(now - 30 * 86_400_000).toISOString().slice(0, 10)),
      ]
    },

    /** Pages of 500 through all of what is on offer, as text: what keeps a machine busy for seconds. */
    *report() {
      let from = ''
      for (;;) {
        const rows = all(`select ${listColumns} from property p ${beside} where p.agency_id = ? and p.id > ? order by p.id limit 500`, agency, from)
        if (!rows.length) return
        from = rows.at(-1)!['id']!
        yield rows.map((row) => Object.values(row).join(';')).join('\n')
      }
    },
  }
}

function distance(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) row.push(Math.min(row[j - 1]! + 1, before[j]! + 1, before[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    before = row
  }
  return before[b.length]!
}
