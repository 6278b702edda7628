import type { CommandInput } from '../../../../shared/contract/commands.ts'
import { clientSearchCreateInput, wishSchema } from '../../../../shared/modules/crm/model-search.ts'
import type { ClientSearch, Wish } from '../../../../shared/modules/crm/model-search.ts'
import type { Currency } from '../../../../shared/values/money.ts'

/** A search while it is being said: everything of it but whose it is. */
export type SearchDraft = Omit<CommandInput<'clientSearch.create'>, 'id' | 'contactId'> & Pick<ClientSearch, 'title' | 'timeframe' | 'notes' | 'alerts'> & Wish

export function freshDraft(currency: Currency): SearchDraft {
  const { id: _id, contactId: _contact, ...fresh } = clientSearchCreateInput.parse({ id: noId, contactId: noId, transaction: 'sale', currency })
  return fresh
}
/** Any id that is one: what is made of it is dropped at once. */
const noId = '00000000-0000-7000-8000-000000000000'

export function draftOf(search: ClientSearch): SearchDraft {
  const fresh = freshDraft(search.currency)
  return Object.fromEntries(Object.keys(fresh).map((name) => [name, search[name as keyof SearchDraft]])) as SearchDraft
}

/** What of the draft decides which properties suit. */
export function wishOf(draft: SearchDraft): Wish {
  return Object.fromEntries(Object.keys(wishSchema.shape).map((name) => [name, draft[name as keyof SearchDraft]])) as Wish
}

/** Only what was changed, so that what a colleague changes meanwhile stands. */
export function changesOf(search: ClientSearch, draft: SearchDraft): Partial<SearchDraft> {
  return Object.fromEntries(Object.entries(draft).filter(([name, value]) => JSON.stringify(search[name as keyof SearchDraft]) !== JSON.stringify(value)))
}

const ranges = ['budget', 'bedrooms', 'area'] as const
/** Ranges whose least is above their most. */
export function wrongRanges(draft: Pick<SearchDraft, 'budgetMin' | 'budgetMax' | 'bedroomsMin' | 'bedroomsMax' | 'areaMin' | 'areaMax'>): (typeof ranges)[number][] {
  return ranges.filter((range) => {
    const [low, high] = [draft[`${range}Min`], draft[`${range}Max`]]
    return low !== null && high !== null && low > high
  })
}
