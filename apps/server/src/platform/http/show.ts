import { Type } from 'typebox'
import type { Context } from '../context.ts'
import { type Answer, type ShownAnswer, renderAnswer } from './answer.ts'
import type { Route } from './route.ts'
import { type Translate, changesSince, translatorOf } from './shape-changes.ts'
import { type ApiVersion, currentApiVersion } from './versions.ts'

/** What a route's verb returned, as the answer in the version that is served. */
export type Show = (result: any, ctx: Context) => Answer

/** The one place where answers take the form of an older version. */
export const showIn = (route: Route): Show => {
  const older = new Map<ApiVersion, (shown: ShownAnswer) => ShownAnswer>()
  return (result, ctx) => {
    const shown = route.show(result, ctx)
    if ('body' in shown) return shown
    if (ctx.version === currentApiVersion) return renderAnswer(shown)
    let toOlder = older.get(ctx.version)
    if (!toOlder) older.set(ctx.version, (toOlder = answerTranslator(route, ctx.version)))
    return renderAnswer(toOlder(shown))
  }
}

const answerTranslator = (route: Route, version: ApiVersion) => {
  const data = dataTranslator(route, version)
  const beside = translatorOf(Type.Object(route.beside ?? {}), version)
  const changes = changesSince(route.changes ?? [], version)
  return (shown: ShownAnswer): ShownAnswer =>
    changes.reduce<ShownAnswer>((newer, { toOlder }) => ({ ...newer, ...toOlder(newer) }), {
      ...shown,
      data: data ? data(shown.data) : shown.data,
      beside: beside ? (beside(shown.beside) as ShownAnswer['beside']) : shown.beside,
    })
}

const dataTranslator = ({ data, isList }: Route, version: ApiVersion): Translate | null => {
  const translate = translatorOf(data, version)
  return translate && isList ? (items: unknown[]) => items.map(translate) : translate
}
