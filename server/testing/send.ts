import { contract } from '../api/index.ts'
import type { OperationName } from '../api/index.ts'
import type { Operation } from '../api/operation.ts'
import type { Answer, TestServer } from './open.ts'
import type { Sample } from './things.ts'

/** Sends a sample to its operation. */
export function send(server: TestServer, name: OperationName, sample: Sample, token: string | undefined): Promise<Answer> {
  const { method, path } = contract[name] as Operation
  const address = path.replaceAll(/\{(\w+)\}/g, (_whole, key: string) => encodeURIComponent(sample.params?.[key] ?? ''))
  const query = sample.query ? `?${new URLSearchParams(sample.query).toString()}` : ''
  return server.call(method.toUpperCase(), address + query, {
    token: sample.token ?? token, ...(sample.form ? { form: sample.form } : sample.bytes ? { bytes: sample.bytes } : method === 'get' ? {} : { body: sample.body ?? {} }), ...(sample.headers ? { headers: sample.headers } : {}),
  })
}
