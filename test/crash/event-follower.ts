import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import http from 'node:http'

/*
 * A client of the event stream as a program of its own: writes a line for each event that it has got, and goes on after the
 * last line when it is started again or the server has gone. Started with the API's URL, a key, and its file, whose first line
 * names the event to begin after.
 */
const [url, key, file] = process.argv.slice(2) as [string, string, string]

const lastSeen = (): string => {
  const whole = readFileSync(file, 'utf8').split('\n').slice(0, -1)
  return whole.at(-1)!.split(' ')[0]!
}

const follow = () => {
  const headers = { Authorization: `Bearer ${key}`, 'Last-Event-ID': lastSeen() }
  const again = () => setTimeout(follow, 20)
  const request = http.get(`${url}/v1/webhook-events/stream`, { agent: false, headers }, (response) => {
    let text = ''
    response.setEncoding('utf8')
    response.on('data', (chunk: string) => {
      text += chunk
      const blocks = text.split('\n\n')
      text = blocks.pop()!
      for (const block of blocks) note(block)
    })
    response.on('error', () => {})
    response.on('close', again)
  })
  request.on('error', again)
}

const note = (block: string) => {
  const field = (name: string) =>
    block
      .split('\n')
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2)
  const event = field('event')
  if (event === 'gap') appendFileSync(`${file}.gaps`, `${block}\n`)
  if (event !== 'webhook.event') return
  const { webhook_event_id, resource_id, resource_version } = JSON.parse(field('data')!)
  appendFileSync(file, `${webhook_event_id} ${resource_id} ${resource_version}\n`)
}

if (!existsSync(file)) throw new Error(`${file} is not there`)
follow()
