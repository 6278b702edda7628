import { keep } from '../favourites/favourites.ts'
import type { OperationName } from '../api/index.ts'
import { agencySamples } from './samples-agencies.ts'
import { consoleSamples } from './samples-console.ts'
import { coreSamples } from './samples-core.ts'
import { crmSamples } from './samples-crm.ts'
import { fileSamples } from './samples-files.ts'
import { notificationSamples } from './samples-notifications.ts'
import { peopleSamples } from './samples-people.ts'
import { syncSamples } from './samples-sync.ts'
import { testPassword } from './world.ts'
import { another, property } from './things.ts'
import type { Asking, Sample } from './things.ts'
import type { World } from './world.ts'

/**
 * One good request for each operation, on things made anew for it: the schema test, the isolation matrix and the fuzzer start
 * from these. An operation without one does not compile.
 */
export const samples: Readonly<Record<OperationName, (asking: Asking) => Sample | Promise<Sample>>> = {
  'auth.register': () => ({ body: { email: `${another()}@example.sn`, password: testPassword, password_confirm: testPassword, first_name: 'Awa', last_name: 'Ndiaye', phone: '+221770000000' } }),
  'auth.login': ({ world }) => ({ body: { email: world.client.email, password: testPassword, device_name: 'Téléphone' } }),
  'auth.refresh': async ({ world }) => ({ body: { refresh: (await session(world, world.client.accountId)).refresh } }),
  'auth.logout': async (asking) => ({ body: {}, ...(await fresh(asking)) }),
  ...agencySamples,
  ...coreSamples,
  ...notificationSamples,
  ...peopleSamples,
  ...syncSamples,
  'properties.list': () => ({ query: { page_size: '5', property_type: 'villa', ordering: '-price' } }),
  'properties.create': () => ({
    body: { title: 'Appartement F4 aux Almadies', description: 'Vue mer', property_type: 'apartment', property_type_display: 'rent', price: '850000.00', city: 'Dakar', quartier: 'Almadies', surface_area: '120.50',
      bedrooms: 3, has_parking: true, status: 'available' },
  }),
  'properties.get': async (asking) => ({ params: { id: await property(asking) } }),
  'properties.replace': async (asking) => ({ params: { id: await property(asking) }, body: { price: '900000', status: 'under_offer', has_pool: true } }),
  'properties.update': async (asking) => ({ params: { id: await property(asking) }, body: { title: 'Villa rénovée' } }),
  'properties.delete': async (asking) => ({ params: { id: await property(asking) } }),
  'properties.featured': () => ({}),
  'properties.search': () => ({ query: { search: 'villa almadie', limit: '5' } }),
  'properties.categories': () => ({}),
  'properties.statistics': () => ({}),
  'properties.mine': () => ({ query: { limit: '5' } }),
  ...crmSamples,
  ...fileSamples,
  ...consoleSamples,
  'favourites.list': async (asking) => {
    await favourite(asking, await property(asking))
    return { query: { page_size: '3' } }
  },
  'favourites.add': async (asking) => ({ body: { property_id: await property(asking) } }),
  'favourites.remove': async (asking) => {
    const id = await property(asking)
    await favourite(asking, id)
    return { params: { id } }
  },
  'favourites.toggle': async (asking) => ({ params: { property_id: await property(asking) } }),
  'favourites.check': async (asking) => ({ query: { property_id: await property(asking) } }),
  'properties.viewed': async (asking) => ({ params: { id: await property(asking) } }),
}

function session(world: World, accountId: string) {
  return world.server.house.services.sessions.begin(accountId, { deviceName: 'other', userAgent: null, address: null })
}

async function favourite({ world, agency, caller }: Asking, propertyId: string): Promise<void> {
  const { accountId } = caller === 'client' || caller === 'anonymous' ? world.client : caller === 'operator' ? world.operator : world.ours[caller]
  await keep(world.server.house, accountId, { agencyId: agency.id, id: propertyId })
}

/** Another session of the caller, for operations that end it. */
async function fresh({ world, caller }: Asking): Promise<{ token?: string }> {
  if (caller === 'anonymous') return {}
  const who = caller === 'client' ? world.client : caller === 'operator' ? world.operator : world.ours[caller]
  return { token: (await session(world, who.accountId)).access }
}
