import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { after } from 'node:test'

export type Received = { headers: Record<string, string>; text: string; json: any; atMs: number }

/** A merchant's own server: keeps what it gets and answers as it is told. */
export type Consumer = {
  url: string
  received: Received[]
  /** A status for every request from now on; 'hang' keeps them waiting. */
  answer: number | 'hang'
  /** How many waited at once, at most. */
  mostHanging: number
  /** Answers those that wait. */
  answerHanging(status: number): void
  of(eventType: string): Received[]
  close(): Promise<void>
}

/** Starts one that is closed when the test ends. */
export const aConsumer = async (answer: Consumer['answer'] = 200): Promise<Consumer> => {
  const hanging = new Set<http.ServerResponse>()
  const answerWith = (response: http.ServerResponse, status: number) =>
    response.writeHead(status, { 'Content-Type': 'text/plain' }).end('noted')
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8')
      const headers = request.headers as Record<string, string>
      consumer.received.push({ headers, text, json: JSON.parse(text), atMs: performance.now() })
      if (consumer.answer !== 'hang') return answerWith(response, consumer.answer)
      hanging.add(response)
      response.on('close', () => hanging.delete(response))
      consumer.mostHanging = Math.max(consumer.mostHanging, hanging.size)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const consumer: Consumer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    received: [],
    answer,
    mostHanging: 0,
    answerHanging: (status) => {
      for (const response of hanging) answerWith(response, status)
    },
    of: (eventType) => consumer.received.filter(({ json }) => json.event_type === eventType),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  after(consumer.close)
  return consumer
}
