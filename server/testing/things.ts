import type { CallerName } from '../api/matrix.ts'
import type { Staff, TestAgency, World } from './world.ts'

/** What an operation is asked about: whose thing, and by whom. */
export type Asking = {
  world: World
  /** The agency whose thing it is. */
  agency: TestAgency
  /** The member who owns it. */
  owner: Staff
  caller: CallerName
  token: string | undefined
}
export type Sample = { params?: Record<string, string>; query?: Record<string, string>; body?: unknown; form?: FormData; bytes?: Uint8Array; token?: string; headers?: Record<string, string> }

let count = 0
/** A word that nothing else is called. */
export const another = (): string => `p${++count}-${Math.random().toString(36).slice(2, 8)}`

/** A published villa of the owner, whose private fields hold his agency's secret. */
export async function property({ world, agency, owner }: Asking, values: Record<string, unknown> = {}, status: 'draft' | 'available' = 'available'): Promise<string> {
  const id = world.newId()
  await world.act(owner, agency, 'property.create', {
    id, status, amenities: ['parking'],
    values: { title: `Villa aux Almadies ${++count}`, kind: 'villa', transaction: 'sale', priceAmount: 150_000_000, region: 'Dakar', commune: 'Ngor', quartier: 'Almadies', surfaceArea: 300, bedrooms: 4, bathrooms: 3,
      address: agency.secret, landmark: agency.secret, notes: agency.secret, titleNumber: agency.secret, isFeatured: true, ...values },
  })
  return id
}
