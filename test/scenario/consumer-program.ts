import { appendFileSync } from 'node:fs'
import http from 'node:http'

/*
 * A merchant's consumer as a program of its own: a line for each event before it answers. Started with a port, a file and a
 * behaviour: `answer`, or `die`, which gets one event and is gone before it answers.
 */
const [port, file, behaviour] = process.argv.slice(2) as [string, string, 'answer' | 'die']

http
  .createServer((request, response) => {
    request.resume().on('end', () => {
      appendFileSync(file, `${String(request.headers['x-flint-webhook-id'])}\n`)
      if (behaviour === 'die') process.kill(process.pid, 'SIGKILL')
      response.writeHead(200).end()
    })
  })
  .listen(Number(port), '127.0.0.1', () => process.stdout.write('listening\n'))
