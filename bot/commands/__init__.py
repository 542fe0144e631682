"""One module per group of slash commands, and the buttons and menus of its answers.

Each has a function `…_offer(newsroom) -> Offer` (`bot.client`): its commands, and its
actions by name. `bot.app` puts all offers together. A handler, of a command or of an
action, goes in four steps:

    await take_on(interaction)                            # within three seconds
    guild = await manager_of(interaction, newsroom)       # who may, and where
    post = await …(newsroom, guild, …)                    # the work, in words: a Post
    await reply(interaction, post)

* `bot.replies`: `take_on` (private unless told otherwise; `fresh=True` on buttons of
  messages that others see), `reply`, `follow_up`, `tell`.
* `bot.checks`: `manager_of`, `admin_of`, `guild_of` say which guild it is, and raise
  `Told` to who may not; `place_of` is the channel of an option or of where they are,
  `postable` the same where the bot may post, `readable_by` what a member can read.
* Whatever cannot be done is raised (`Told`, or an error of the newsroom's), and worded
  and sent in one place: `bot.client`.
* Actions get what their button's id carries (`bot.components.custom_id`). Anybody can
  send anything there: check the guild and who asks again, and look every id up within
  the guild. What is chosen in a menu is in `asked.picked(interaction)`.
* Foreign text goes through `bot.escape`; lists, menus and notices are in
  `bot.render.pages`.
* A click that comes again while the first is seen to, and an event that Discord
  delivers twice, never get here; what comes later must find that it is done already.
"""
