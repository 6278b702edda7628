import { useMemo } from 'react'
import type { PropertyListRow } from '../../../../shared/modules/properties/model-views.ts'
import type { PropertyStatus } from '../../../../shared/modules/properties/model.ts'
import { allowedMoves } from '../../../../shared/modules/properties/rules.ts'
import type { Outcome } from '../../../../shared/contract/envelope.ts'
import type { CommandInput, CommandName } from '../../../../shared/contract/commands.ts'
import { refusalOf, useCommand } from '../../../data/use-command.ts'
import { showError, showNotice } from '../../../feedback/show.tsx'
import { showUndo } from '../../../feedback/show-undo.tsx'
import { useWords } from '../../../language/words.tsx'
import { usePropertyWords } from '../property-words.ts'

type Order = { name: CommandName; input: CommandInput<CommandName>; rows: number }

const idsPerCommand = 200
const commandsPerCall = 100

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size))
}

/** How many of these rows could go to each status, for the menu: what no row can do is not offered. */
export function countMoves(rows: readonly Pick<PropertyListRow, 'status' | 'transaction'>[]): Map<PropertyStatus, number> {
  const counts = new Map<PropertyStatus, number>()
  for (const row of rows) for (const to of allowedMoves(row.status, row.transaction)) counts.set(to, (counts.get(to) ?? 0) + 1)
  return counts
}

/** What can be done to many properties at once. Each says what became of it and offers to take all of it back. */
export function useBulkActions(onDone: () => void) {
  const { t } = useWords()
  const words = usePropertyWords()
  const { runAll } = useCommand()

  return useMemo(() => {
    const send = async (orders: readonly Order[], message: (rows: number) => string) => {
      const outcomes: Outcome[] = []
      try {
        for (const part of chunks(orders, commandsPerCall))
          outcomes.push(...(await runAll(part.map(({ name, input }) => ({ name, input })))))
      } catch (error) {
        showError(error)
      }
      const applied = outcomes.filter((outcome) => outcome.status !== 'rejected')
      const changed = outcomes.reduce(
        (sum, outcome, index) => (outcome.status === 'rejected' ? sum : sum + orders[index]!.rows),
        0,
      )
      const refused = outcomes.reduce(
        (sum, outcome, index) => (outcome.status === 'rejected' ? sum + orders[index]!.rows : sum),
        0,
      )
      if (changed > 0) {
        showUndo({ message: message(changed), commandId: applied.map((outcome) => outcome.commandId) })
        onDone()
      }
      const first = outcomes.find((outcome) => outcome.status === 'rejected')
      if (first && changed === 0) showError(refusalOf(first))
      else if (refused > 0) showNotice(t('propertyList.someRefused', { count: refused, number: words.number(refused) }))
    }
    const counted =
      (
        key: 'propertyList.deleted' | 'propertyList.statusChanged' | 'propertyList.agentChanged',
        more: Record<string, unknown> = {},
      ) =>
      (rows: number) =>
        t(key, { count: rows, number: words.number(rows), ...more })
    return {
      setStatus: (rows: readonly PropertyListRow[], to: PropertyStatus) =>
        send(
          rows
            .filter((row) => allowedMoves(row.status, row.transaction).includes(to))
            .map((row) => ({ name: 'property.setStatus', input: { id: row.id, to }, rows: 1 })),
          counted('propertyList.statusChanged', { status: t(`property.statuses.${to}`) }),
        ),
      setAgent: (ids: readonly string[], agent: { id: string; name: string } | null) =>
        send(
          chunks(ids, idsPerCommand).map((part) => ({
            name: 'property.updateMany',
            input: { ids: part, patch: { agentId: agent?.id ?? null } },
            rows: part.length,
          })),
          counted('propertyList.agentChanged', { name: agent?.name ?? t('propertyList.noAgent') }),
        ),
      remove: (ids: readonly string[]) =>
        send(
          chunks(ids, idsPerCommand).map((part) => ({ name: 'property.deleteMany', input: { ids: part }, rows: part.length })),
          counted('propertyList.deleted'),
        ),
    }
  }, [runAll, t, words, onDone])
}
