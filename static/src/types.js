/**
 * The shapes the browser holds: records as the server sends them, and the few things only this browser knows.
 * Times are ISO 8601 UTC strings; a person is an opaque id whose name, if shown at all, is in the directory.
 *
 * @typedef {"governments" | "others"} Side
 * @typedef {"holder" | "alternate" | "chair" | "cochair" | "moderator" | "rapporteur" | "secretariat" | "associate"
 *   | "observer" | "administrator" | "self"} Role
 * @typedef {{say: string, facts?: Record<string, string | number | boolean | null>}} Sentence
 *
 * @typedef {{later: number | null, on_behalf: number | null, reply: number | null, motion: number | null,
 *   point_of_order: number, statements_at_most: number | null}} FloorLimits  seconds, and how many
 *
 * @typedef {object} Group
 * @property {number} id
 * @property {string} slug
 * @property {string} title
 * @property {string} mandate
 * @property {number} pairs
 * @property {string} timezone
 * @property {string} language
 * @property {boolean} public
 * @property {{rule: string, custom: object | null, custom_name?: string, definition: string, speech_limit: number, board: "at_close" | "live",
 *   method: Method, cosponsors: number, cosponsors_each_side?: boolean, silence_hours?: number, second_vote?: boolean, floor?: FloorLimits}} settings
 *
 * @typedef {{id: number, code: string, side: Side, name: string, seats: number, minimum: number, migrants: boolean,
 *   position: number}} Constituency
 * @typedef {{id: string, side: Side, number: number, constituency: number, delegation: string | null,
 *   holder: string | null, alternate: string | null, weight: string}} Seat
 * @typedef {{id: number, office: Role, title: string, person: string}} Office
 * @typedef {{id: number, person: string, constituency: number, delegation: string}} Credential
 * @typedef {{id: number, number: number, title: string, starts_at: string | null,
 *   state: "scheduled" | "open" | "suspended" | "closed", private: boolean, item: number | null, list_closed: boolean,
 *   hall?: "automatic" | "floor" | "text" | "decision" | "balance", hall_paragraph?: number | null,
 *   opened_at: string | null, closed_at: string | null}} Sitting
 * @typedef {{id: number, sitting: number, position: number, title: string}} Item
 * @typedef {{id: number, sitting: number, seat: string, person: string, arrived_at: string, left_at: string | null}} Attendance
 *
 * @typedef {{id: number, title: string, theme: string, note: string, checked: boolean, single_undertaking: boolean,
 *   associates_write: boolean, language: string, stage: "drafting" | "negotiation" | "final" | "adopted", adopted_at: string | null}} Statement
 * @typedef {{id: number, statement: number, position: number, title: string, caption: string}} Part
 * @typedef {{id: number, statement: number, part: number, position: number, caption: string, text: string,
 *   revision: number, state: "open" | "ad_referendum" | "agreed", epoch?: number}} Paragraph
 *
 * @typedef {object} Amendment
 * @property {number} id
 * @property {string} label
 * @property {number} statement
 * @property {number} part
 * @property {number | null} paragraph  its target; for an insertion the one it follows, or null: first of the part
 * @property {number | null} parent  the amendment that it amends, and then no paragraph
 * @property {number | null} reintroduces  the withdrawn amendment that it brings back
 * @property {"replace" | "delete" | "insert" | "move"} kind
 * @property {number | null} to_part  where a paragraph is moved to
 * @property {number | null} to_after  the paragraph that it then follows, or null: first of the part
 * @property {string} base
 * @property {number} base_revision
 * @property {string} text
 * @property {number} revision  of its own text, for what amends it
 * @property {string} distance  how far it is removed from the text: the share of words changed, such as "2/5"
 * @property {string} reason
 * @property {"tabled" | "redraft" | "adopted" | "rejected" | "withdrawn" | "fallen"} state
 * @property {Sentence | null} why  it fell, or is to be redrafted
 * @property {(string | Clash)[] | null} attempt  while it is to be redrafted, the merge that was tried
 * @property {string} seat
 * @property {string[]} sponsors  the mover first
 * @property {number | null} rank  its place in the chair's order of voting
 * @property {number[]} implies  those whose rejection its adoption implies, by the chair's ruling
 * @property {number | null} new_paragraph  what an adopted insertion became
 * @property {string} at
 * @property {["=" | "-" | "+", string][]} [diff]  from the base to the text, word by word
 *
 * @typedef {{base: string, ours: string, theirs: string}} Clash  words that two changes want differently
 * @typedef {{id: number, statement: number, amendments: number[],
 *   taken_out: {amendment: number, seat: string, reason: string}[]}} Batch  amendments proposed to be adopted together
 *
 * @typedef {{id: number, statement: number, of: {type: "amendment" | "paragraph", id: number}, revision: number,
 *   pieces: {text: string, adopted: boolean | null}[], seat: string, reason: string, ruling: string, at: string,
 *   state: "asked" | "granted" | "refused" | "decided" | "withdrawn" | "fallen"}} Division  a separate vote on parts
 *
 * @typedef {"statement" | "point_of_order" | "reply" | "suspend" | "adjourn" | "adjourn_debate" | "close_debate"} Asked
 * @typedef {"for" | "against"} ForOrAgainst  how one speaks on a motion
 * @typedef {{id: number, sitting: number, item: number | null, kind: Asked, stance?: ForOrAgainst | null,
 *   motion?: number | null, seat: string | null, on_behalf?: string[], person: string, note: string | null,
 *   at: string}} Request
 * @typedef {{sitting: number, order: {request: number, why: Sentence}[], moved?: number[]}} Queue
 * @typedef {{id: number, sitting: number, item: number | null, kind: Asked, stance?: ForOrAgainst | null,
 *   motion?: number | null, seat: string | null, on_behalf?: string[], person: string, side: Side | null,
 *   constituency?: string | null, out_of_turn?: boolean, reason?: string, limit: number, spoken: number,
 *   running_since: string | null, started_at: string, ended_at: string | null}} Speech
 * @typedef {"open" | "carried" | "rejected" | "withdrawn" | "out_of_order" | "upheld" | "dismissed" | "appealed"
 *   | "overruled"} MotionState
 * @typedef {{id: number, sitting: number, item: number | null, kind: Asked, seat: string, note: string,
 *   state: MotionState, ruling: string | null, reason: string, appealed_by: string | null, question: number | null,
 *   raised_at: string, ended_at: string | null, permitted: Record<ForOrAgainst, number>}} Motion
 * @typedef {{speeches: number, seconds: number, over: number}} Share
 * @typedef {{sides: Record<Side, Share>, constituencies: Record<string, Share>, seats: Record<string, Share>,
 *   without_seat: Share}} Shares  of statements: how many, how long in seconds, how much beyond the limit
 * @typedef {{sitting: number, inside: boolean, of_item: Shares, of_sitting: Shares}} Balance
 *
 * @typedef {"amendment" | "paragraph" | "part" | "statement" | "batch" | "division"} AboutType
 * @typedef {{type: AboutType, id: number}} About
 * @typedef {{scope: string, counted: string, base: string | null, share: string | null, required: string, holds: boolean,
 *   choice?: string, measure: string}} ResultLine
 * @typedef {{heads: Record<string, number>, weight: Record<string, string>}} Tally
 * @typedef {{outcome: string, tie?: boolean, quorum?: ResultLine[], tests?: ResultLine[],
 *   tally?: Record<string, Tally>, stances?: Record<Stance, number>}} Result  of a vote, or of a call
 *
 * @typedef {object} Question
 * @property {number} id
 * @property {number} number
 * @property {number} sitting
 * @property {"vote" | "call" | "batch" | "priority"} kind
 * @property {About | null} about
 * @property {string} title
 * @property {string} text
 * @property {string} text_hash
 * @property {Method | "approval" | "schulze" | null} method  how a vote or a choice is taken; nothing, for a call
 * @property {string} preset
 * @property {object | null} rule
 * @property {Sentence[]} in_words
 * @property {Sentence[]} cautions  what to know before one votes
 * @property {Hands[] | null} hands  in a show of hands, those counted so far
 * @property {"no_objection" | "no_sustained_opposition" | null} definition
 * @property {"at_close" | "live"} board
 * @property {number | null} again_of  for the second vote after a tie: the vote that was one
 * @property {number | null} reconsiders  for the vote on whether to reconsider a decision: the question that took it
 * @property {About | null} important  for the vote on whether a text is an important question: that text
 * @property {"open" | "closed" | "void"} state
 * @property {"adopted" | "rejected" | "no_quorum" | "consensus" | "no_consensus" | "chosen" | "tie" | null} outcome
 * @property {Result | null} result
 * @property {Sentence[]} explanation
 * @property {string | null} reason
 * @property {string} opened_at
 * @property {string | null} closed_at
 *
 * @typedef {{question: number, seat: string, side: Side, constituency: string, weight: string, present: boolean,
 *   delegation: string | null, holder: string | null, alternate: string | null, proxy: string | null,
 *   called: number | null}} Elector
 * @typedef {{id: number, question: number, seat: string, delegation: string | null, kind: "before" | "after" | "correction",
 *   intended: Choice | null, text: string, at: string}} Remark
 * @typedef {{id: number, sitting: number, seat: string, present: Record<Side, number>, seats: Record<Side, number>,
 *   holds: boolean, at: string}} Finding
 * @typedef {{question: number, position: number, label: string, paragraph: number, text: string}} Option
 * @typedef {{question: number, seat: string, levels: string[][], at: string}} Preference
 * @typedef {{seat: string, to: string, person: string, given_at: string}} Proxy
 * @typedef {"recorded" | "roll_call" | "hands" | "secret"} Method
 * @typedef {{side: Side, for: number, against: number, abstain: number}} Hands
 * @typedef {{question: number, seat: string}} Signature  that a seat has voted in secret
 * @typedef {"for" | "against" | "abstain"} Choice
 * @typedef {{question: number, seat: string, choice: Choice, at: string}} Ballot
 * @typedef {"support" | "reservation" | "stand_aside" | "object"} Stance
 * @typedef {{question: number, seat: string, stance: Stance, reason: string | null, at: string}} Position
 *
 * @typedef {{id: number, about: About, kind: "reservation" | "stand_aside" | "statement", seat: string,
 *   delegation: string | null, text: string, question: number | null, silence: number | null, number: number,
 *   at: string}} Note
 * @typedef {{id: number, number: number, round: number, about: About | null, title: string, text: string,
 *   text_hash: string, opened_at: string, expires_at: string, state: "running" | "broken" | "adopted" | "withdrawn",
 *   ended_at: string | null, reason: string | null}} Silence
 * @typedef {{id: number, silence: number, seat: string, delegation: string | null,
 *   kind: "objection" | "amendment" | "reservation" | "statement", text: string, amendment: number | null, received_at: string}} Message
 *
 * @typedef {"endorse" | "minor_concern" | "reservations" | "abstain" | "stand_aside" | "go_along" | "want_out" | "block"} Step
 * @typedef {{id: number, number: number, sitting: number, title: string, text: string, state: "open" | "closed",
 *   spread: Record<Side, Record<Step, number>> | null, opened_at: string, closed_at: string | null}} Poll
 * @typedef {{poll: number, seat: string, side: Side, step: Step, at: string}} Gradation  where a seat stands in a straw poll
 *
 * @typedef {object} Nouns
 * @property {Group} group
 * @property {Constituency} constituency
 * @property {Seat} seat
 * @property {Office} office
 * @property {Credential} credential
 * @property {Sitting} sitting
 * @property {Item} item
 * @property {Attendance} attendance
 * @property {Proxy} proxy
 * @property {Option} option
 * @property {Remark} remark
 * @property {Finding} finding
 * @property {Preference} preference
 * @property {Statement} statement
 * @property {Part} part
 * @property {Paragraph} paragraph
 * @property {Amendment} amendment
 * @property {Batch} batch
 * @property {Division} division
 * @property {Request} request
 * @property {Queue} queue
 * @property {Speech} speech
 * @property {Motion} motion
 * @property {Balance} balance
 * @property {Question} question
 * @property {Elector} elector
 * @property {Ballot} ballot
 * @property {Signature} signature
 * @property {Position} position
 * @property {Note} note
 * @property {Silence} silence
 * @property {Message} message
 * @property {Poll} poll
 * @property {Gradation} answer
 *
 * @typedef {{person: string, name: string, roles: Role[], seat: string | null}} Me
 * @typedef {Record<string, {name: string}>} Directory
 * @typedef {{seq: number, at?: string, event?: string, actor?: string | null, facts?: object,
 *   changes?: Record<string, object | null>}} Entry
 * @typedef {{seq: number, records: Record<string, object>, directory: Directory, me?: Me | null, now?: string}} Snapshot
 * @typedef {{who: string[], when: string[] | null, stage: string[] | null, doc?: string}} Rule
 *
 * @typedef {object} Boot
 * @property {string} group
 * @property {Snapshot} snapshot
 * @property {Me | null} me
 * @property {string} csrf
 * @property {string} now
 * @property {string} locale
 * @property {string} dir
 * @property {Record<string, string | string[]>} catalog
 * @property {"room" | "gallery" | "desk" | "hall"} surface
 * @property {Record<string, Rule>} commands
 *
 * @typedef {{ok: true, seq: number, made: Record<string, any>}} Receipt
 * @typedef {{ok: false, code: string, message: string, facts: Record<string, any>}} Refused
 * @typedef {Receipt | Refused} Answer
 */

export {};
