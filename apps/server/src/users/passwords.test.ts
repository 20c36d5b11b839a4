import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, it } from 'node:test'
import { expectGoodPassword, hashPassword, isPassword } from './passwords.ts'

const services = {
  ids: { newId: () => '', randomBytes: (size: number) => randomBytes(size), random: () => 0 },
}

describe('a stored password', () => {
  it('is known again, and no other is; each hash has its own salt and its parameters', async () => {
    const [one, two] = [await hashPassword(services, 'two lamps'), await hashPassword(services, 'two lamps')]
    assert.match(one, /^scrypt\$131072\$8\$1\$[\w-]{22}\$[\w-]{43}$/)
    assert.notEqual(one, two)
    assert.equal(await isPassword('two lamps', one), true)
    assert.equal(await isPassword('two lamp', one), false)
  })

  it('is the same however its characters were composed', async () => {
    const stored = await hashPassword(services, 'caf\u00e9 au lait')
    assert.equal(await isPassword('cafe\u0301 au lait', stored), true)
  })

  it('is read with the parameters that it was written with', async () => {
    const cheap = 'scrypt$1024$8$1$AAAAAAAAAAAAAAAAAAAAAA$'
    assert.equal(await isPassword('anything', `${cheap}${'A'.repeat(43)}`), false)
  })

  it('of nobody is never right', async () => assert.equal(await isPassword('', null), false))
})

describe('a password that would be guessed', () => {
  it('is refused: the address, its name, what everybody has, one key pressed again and again', () => {
    const email = 'ada.lovelace@shop.example'
    for (const password of [
      email,
      email.toUpperCase(),
      'ada.lovelace',
      'Password123',
      'qwertyuiop',
      'aaaaaaaaaa',
      'abababababab',
      '          ',
    ])
      assert.throws(() => expectGoodPassword(password, email), { name: 'Refusal' }, password)
    for (const password of ['a lamp on every desk', 'Tr4-la-la-la', '漢字とかなのあいことば'])
      expectGoodPassword(password, email)
  })
})
