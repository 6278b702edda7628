import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { ResponseValidationPlugin } from '@orpc/contract/plugins'
import type { ContractRouterClient } from '@orpc/contract'
import { hostContract } from '../host.ts'
import type { Host } from '../host.ts'
import type { Port } from './transport/wire.ts'

/** The host of Electron, asked over the port that main handed over at start. */
export function hostOverPort(port: Port): Host {
  const link = new RPCLink({ port: port as never, plugins: [new ResponseValidationPlugin(hostContract)] })
  const client = createORPCClient<ContractRouterClient<typeof hostContract>>(link)
  port.start()
  return {
    kind: 'electron',
    chooseSavePath: (question) => client.chooseSavePath(question),
    chooseOpenPath: (question) => client.chooseOpenPath(question),
    notify: (notice) => client.notify(notice),
    openExternal: (address) => client.openExternal(address),
    showInFolder: (file) => client.showInFolder(file),
    secret: {
      available: () => client.secret.available({}),
      encrypt: (input) => client.secret.encrypt(input),
      decrypt: (input) => client.secret.decrypt(input),
    },
    settings: {
      get: () => client.settings.get({}),
      set: (patch) => client.settings.set(patch),
    },
  }
}
