import { addSetting } from '../configuration/configuration.ts'
import { another } from './things.ts'
import type { Asking, Sample } from './things.ts'

async function setting({ world }: Asking): Promise<string> {
  const key = `test.${another()}`
  await addSetting(world.server.house, key, { value: { minutes: 30 }, public: true }, { accountId: world.operator.accountId, sessionId: '', address: '' })
  return key
}

export const coreSamples = {
  'configurations.list': async (asking: Asking): Promise<Sample> => {
    await setting(asking)
    return { query: { page_size: '1' } }
  },
  'configurations.public': (): Sample => ({}),
  'configurations.create': (): Sample => ({ body: { key: `contact.${another()}`, value: '12', value_type: 'integer', description: 'Combien', is_public: true } }),
  'configurations.get': async (asking: Asking): Promise<Sample> => ({ params: { key: await setting(asking) } }),
  'configurations.update': async (asking: Asking): Promise<Sample> => ({ params: { key: await setting(asking) }, body: { value: 45 } }),
  'configurations.delete': async (asking: Asking): Promise<Sample> => ({ params: { key: await setting(asking) } }),
  'activity.list': (): Sample => ({ query: { page_size: '20' } }),
  'core.health': (): Sample => ({}),
  'core.stats': (): Sample => ({}),
}
