import { createHmac } from 'node:crypto'
import { clientOf, makeFlowlixKey } from '../../../../../test/support/flowlix-calls.ts'
import { startTestServer } from '../../../../../test/support/server.ts'
import { waitFor } from '../../../../../test/support/wait-for.ts'
import { type Received, aConsumer } from '../../webhooks/a-consumer.fixture.ts'

/** A merchant who takes payments by Flowlix's API and listens to what becomes of them. */
export const aFlowlixMerchant = async (env: Record<string, string> = {}) => {
  const server = await startTestServer(env)
  const c = clientOf(server, 'c', await makeFlowlixKey(server, 'flowlix_c'))
  const a = clientOf(server, 'a', server.flowlixKey)

  const listen = async (body: object = {}, key = server.sandboxKey) => {
    const consumer = await aConsumer()
    const { data } = await server.call('POST', '/v1/flowlix/webhook-endpoints', {
      body: { url: consumer.url, ...body },
      key,
    })
    const id = data.flowlix_webhook_endpoint_id as string
    return { consumer, id, secret: data.secret as string, path: `/v1/flowlix/webhook-endpoints/${id}` }
  }
  const noticesOf = async (query: string, key = server.sandboxKey): Promise<any[]> =>
    (await server.call('GET', `/v1/flowlix/notices?${query}`, { key })).data
  /** The newest one that is as wanted. */
  const noticeWhen = (what: string, query: string, is: (notice: any) => boolean): Promise<any> =>
    waitFor(what, async () => (await noticesOf(query)).find(is))

  return { server, a, c, listen, noticesOf, noticeWhen }
}

export const signaturesOf = ({ headers }: Received): { time: number; signatures: string[] } => {
  const parts = headers['flowlix-signature']!.split(',').map((part) => part.split('='))
  return {
    time: Number(parts.find(([name]) => name === 't')?.[1]),
    signatures: parts.filter(([name]) => name === 'v1').map(([, signature]) => signature!),
  }
}

/** As a receiver checks it, from the contract alone. */
export const isSignedBy = (secret: string, received: Received): boolean => {
  const { time, signatures } = signaturesOf(received)
  return signatures.includes(createHmac('sha256', secret).update(`${time}.${received.text}`).digest('hex'))
}
