import { useQueryClient } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import type { CommandName } from '../../../../shared/contract/commands.ts'
import type { AttentionCase } from '../../../../shared/modules/core/model-views.ts'
import { amenityNames } from '../../../../shared/modules/properties/model-amenities.ts'
import type { Amenity } from '../../../../shared/modules/properties/model-amenities.ts'
import { isId } from '../../../../shared/values/id.ts'
import { useCoreClient } from '../../../data/client.tsx'
import { refusalOf } from '../../../data/use-command.ts'
import { useCore } from '../../../data/use-core.ts'
import { draftFields } from './property-draft.ts'
import type { DraftValues, PropertyDraft } from './property-draft.ts'

type Typed = { id?: unknown; values?: object; patch?: object; amenities?: unknown; add?: unknown; remove?: unknown; status?: unknown; newOwner?: { name?: string; phones?: { typed: string }[] } | null }

export const typedIn = ({ input }: Pick<AttentionCase, 'input'>): Typed => (typeof input === 'object' && input !== null ? (input as Typed) : {})

const amenitiesIn = (list: unknown): Amenity[] => amenityNames.filter((name) => Array.isArray(list) && list.includes(name))

/** A form's draft with what a refused command wanted of it, over what is there now. */
export function withWanted(draft: PropertyDraft, refused: Pick<AttentionCase, 'input'>): PropertyDraft {
  const typed = typedIn(refused)
  const wanted = { ...typed.values, ...typed.patch } as Record<string, unknown>
  const known = draftFields.filter((field) => field in wanted)
  const [add, remove] = [[...amenitiesIn(typed.amenities), ...amenitiesIn(typed.add)], amenitiesIn(typed.remove)]
  return {
    ...draft,
    values: { ...draft.values, ...(Object.fromEntries(known.map((field) => [field, wanted[field]])) as Partial<DraftValues>) },
    amenities: [...new Set([...draft.amenities, ...add])].filter((name) => !remove.includes(name)),
    status: typed.status === 'draft' || typed.status === 'available' ? typed.status : draft.status,
    newOwner: typed.newOwner?.name ? { name: typed.newOwner.name, phone: typed.newOwner.phones?.[0]?.typed ?? '' } : draft.newOwner,
    periodChosen: draft.periodChosen || 'pricePeriod' in wanted,
  }
}

/** The refused command that this form was opened for: undefined until it is known, null where there is none. */
export function useRefused(): AttentionCase | null | undefined {
  const { again } = useSearch({ strict: false }) as { again?: unknown }
  const commandId = isId(again) ? again : null
  const open = useCore(['attention', 'list'], {}, { enabled: commandId !== null })
  const answer = commandId === null || open.error ? null : open.data && (open.data.find((one) => one.commandId === commandId) ?? null)
  // Once sent it is no longer open; the form that sends it is still that form.
  const first = useRef<{ commandId: string | null; found: AttentionCase | null } | null>(null)
  if (answer !== undefined && first.current?.commandId !== commandId) first.current = { commandId, found: answer }
  return first.current?.commandId === commandId ? first.current.found : answer
}

/** Sends what was corrected in the place of what was refused, with all that builds on it; gives the ids it was sent under. */
export function useSendAgain(refused: AttentionCase | null): { send(name: CommandName, input: unknown): Promise<string[]>; giveUp(): Promise<void> } | null {
  const core = useCoreClient()
  const queries = useQueryClient()
  if (!refused) return null
  const { commandId } = refused
  const changed = () => void queries.invalidateQueries({ queryKey: ['attention'] })
  return {
    send: async (name, input) => {
      const outcomes = await core.attention.sendAgain({ commandId, corrected: { name, input } })
      changed()
      return outcomes.filter((outcome) => refusalOf(outcome) === null).map((outcome) => outcome.commandId)
    },
    giveUp: async () => {
      await core.attention.giveUp({ commandId })
      changed()
    },
  }
}
