import { expressionBuilder } from 'kysely'
import type { AliasableExpression, Expression, SqlBool } from 'kysely'
import type { QueryContext } from '../../command/query.ts'
import type { Tables } from '../../database/schema.ts'
import { financingPoints, inquiryPoints, interestPoints, lately, latelyPoints, priorityPoints, statusPoints } from './rules-client.ts'

/** `conversionParts` in SQL, for order and filters over all contacts; a test holds the two together. */

type Builder = ReturnType<typeof expressionBuilder<Tables, 'contact'>>
const builder = expressionBuilder<Tables, 'contact'>()

/**
 * Points that rows beside a contact give him, one line a contact who has any: his interests, his inquiries, the financing of what he
 * looks for. Each is read in one pass (a question for every contact took half a second among 20,000).
 * @param only these contacts; null: all
 */
export function pointsBeside(ctx: QueryContext, only: readonly string[] | null) {
  const of = (table: 'interest' | 'interaction' | 'clientSearch') => {
    const rows = ctx.from(table as 'interest').where(`${table as 'interest'}.deletedAt`, 'is', null)
    return (only ? rows.where(`${table as 'interest'}.contactId`, 'in', only.length ? only : ['']) : rows).groupBy(`${table as 'interest'}.contactId`).select(`${table as 'interest'}.contactId as contactId`)
  }
  const counted = (each: number, limit: number): Expression<number> =>
    chosen(builder, [[builder(builder.fn.countAll() as never, '>=', builder.lit(Math.ceil(limit / each)) as never), limit]], builder(builder.lit(each) as never, '*', builder.fn.countAll() as never) as never)
  const seenLately = chosen(builder, [[builder(builder.fn.max('interest.at' as never) as never, '>=', (ctx.now - lately) as never), latelyPoints]], builder.lit(0))
  const paying = given(financingPoints)
  const financing = builder.fn.max(chosen(builder, paying.map(([name, value]) => [builder('clientSearch.financing' as never, '=', name as never), value]), builder.lit(0)) as never)
  const points = (expression: unknown) => (expression as AliasableExpression<number>).as('points')
  const parts = of('interest').select(points(builder(counted(interestPoints.each, interestPoints.most) as never, '+', seenLately as never)))
    .unionAll(of('interaction').where('interaction.type' as never, '=', 'inquiry' as never).where('interaction.contactId' as never, 'is not', null as never).select(points(counted(inquiryPoints.each, inquiryPoints.most))))
    .unionAll(of('clientSearch').where('clientSearch.state' as never, '=', 'active' as never).where('clientSearch.financing' as never, 'in', paying.map(([name]) => name) as never).select(points(financing)))
  return ctx.executor.selectFrom(parts.as('part')).groupBy('part.contactId').select('part.contactId').select(({ fn }) => fn.sum<number>('part.points').as('points'))
}

/** The score of the contact of a row that `pointsBeside` is joined to as `beside`, before it ends at a hundred. */
export function sumNow(): Expression<number> {
  const ofColumn = (column: 'contact.priority' | 'contact.clientStatus', points: Readonly<Record<string, number>>): Expression<number> =>
    chosen(builder, given(points).map(([name, value]) => [builder(column, '=', name as never), value]), builder.lit(0))
  const own = builder(ofColumn('contact.priority', priorityPoints) as never, '+', ofColumn('contact.clientStatus', statusPoints) as never)
  return builder(own as never, '+', builder.fn.coalesce('beside.points' as never, builder.lit(0)) as never) as unknown as Expression<number>
}

export const mostScore = 100

export const scoreNow = (): AliasableExpression<number> => chosen(builder, [[builder(sumNow() as never, '>', builder.lit(mostScore) as never), mostScore]], sumNow())

/** Those that give any. */
const given = (points: Readonly<Record<string, number>>): [name: string, value: number][] => Object.entries(points).filter(([, value]) => value > 0)

/* oxlint-disable promise/prefer-await-to-then -- the `then` of SQL's `case` */
function chosen(of: Builder, cases: readonly (readonly [Expression<SqlBool>, number])[], otherwise: Expression<number>): AliasableExpression<number> {
  const [first, ...others] = cases
  const begun = of.case().when(first![0] as never).then(first![1])
  return others.reduce((all, [condition, points]) => all.when(condition as never).then(points) as never, begun).else(otherwise as never).end() as never
}
/* oxlint-enable promise/prefer-await-to-then */
