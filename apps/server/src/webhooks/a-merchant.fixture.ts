import { after } from 'node:test'
import { Webhook } from 'standardwebhooks'
import { waitFor } from '../../../../test/support/wait-for.ts'
import { startTestServer } from '../../../../test/support/server.ts'
import { type Consumer, type Received } from './a-consumer.fixture.ts'

/** What a merchant does about webhooks, on a Flint of its own. */
export const aMerchant = async (env: Record<string, string> = {}) => {
  const server = await startTestServer(env)
  const { call } = server
  // Of a Flint that ends with the same test nothing need be taken away.
  let isOver = false
  after(() => {
    isOver = true
  })

  /** An endpoint that goes away with its test, so that later ones count only their own. */
  const listen = async (to: Pick<Consumer, 'url'>, body: object = {}, key = server.sandboxKey) => {
    const { data } = await call('POST', '/v1/webhook-endpoints', { body: { url: to.url, ...body }, key })
    const path = `/v1/webhook-endpoints/${data.webhook_endpoint_id}`
    after(async () => {
      if (!isOver) await call('DELETE', path, { key })
    })
    return { id: data.webhook_endpoint_id as string, secret: data.secret as string, path }
  }

  const createOrder = async (
    options: { headers?: Record<string, string>; idempotencyKey?: string } = {},
  ): Promise<string> => {
    const line_items = [{ name: 'Mug', quantity: 1, unit_price_money: { amount: 1450, currency: 'USD' } }]
    return (await call('POST', '/v1/orders', { body: { line_items }, ...options })).data.order_id
  }

  const eventOf = async (resourceId: string) =>
    (await call('GET', `/v1/webhook-events?resource_id=${resourceId}&event_type=order.created`)).data[0]
  const deliveriesOf = async (eventId: string) =>
    (await call('GET', `/v1/webhook-events/${eventId}/deliveries`)).data
  const attemptsOf = async (deliveryId: string) =>
    (await call('GET', `/v1/webhook-deliveries/${deliveryId}/attempts?page_size=100`)).data

  /** The id of the delivery of `order.created` to this endpoint. */
  const deliveryTo = async ({ id }: { id: string }, orderId: string): Promise<string> => {
    const { webhook_event_id } = await eventOf(orderId)
    const delivery: any = await waitFor('the event has a delivery', async () =>
      (await deliveriesOf(webhook_event_id)).find((row: any) => row.webhook_endpoint_id === id),
    )
    return delivery.webhook_delivery_id
  }

  /** The delivery, once it is as wanted. */
  const deliveryWhen = (deliveryId: string, what: string, is: (delivery: any) => boolean): Promise<any> =>
    waitFor(what, async () => {
      const { data } = await call('GET', `/v1/webhook-deliveries/${deliveryId}`)
      return is(data) ? data : null
    })
  const onceDelivered = (deliveryId: string) =>
    deliveryWhen(deliveryId, 'it is delivered', ({ status }) => status === 'delivered')
  const onceTried = (deliveryId: string, times: number) =>
    deliveryWhen(
      deliveryId,
      `attempt ${times} is recorded`,
      (delivery) => delivery.automatic_attempt_count === times,
    )

  return {
    server,
    listen,
    createOrder,
    eventOf,
    deliveriesOf,
    attemptsOf,
    deliveryTo,
    deliveryWhen,
    onceDelivered,
    onceTried,
  }
}

export const signaturesOf = (received: Received) => received.headers['webhook-signature']!.split(' ')

/** As the merchant's library would say at the moment of the attempt: the clock here may be days ahead of its own. */
export const verifies = (secret: string, received: Received): boolean => {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp } = received.headers
  const expected = new Webhook(secret).sign(id!, new Date(Number(timestamp) * 1000), received.text)
  return signaturesOf(received).includes(expected)
}
