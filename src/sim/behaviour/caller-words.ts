/**
 * What callers say, by kind of incident. `{place}` is where they say it is. Sentences are ours and invented;
 * they describe what happens and never who somebody is beyond "a man", "a woman", "kids".
 */

export const callerSentences: Readonly<Record<string, readonly string[]>> = {
  "concern-for-safety": [
    "I haven't seen my neighbour for days and the curtains are still drawn, {place}.",
    "My mum isn't answering and her door is locked, {place}. I'm worried something has happened.",
    "There's an old man at {place}, he seems lost and he's only in his slippers.",
  ],
  "missing-person": [
    "My daughter should have been home three hours ago and her phone is off. We live at {place}.",
    "We can't find my dad, he has dementia. He was last seen near {place}.",
  ],
  "domestic-incident": [
    "My partner is smashing things up and I've locked myself in. {place}. Please hurry.",
    "There's shouting and screaming next door again at {place}, and now it's gone quiet.",
  ],
  "suspicious-circumstances": [
    "Somebody is going round trying car doors at {place}.",
    "There's a van that's been sitting outside {place} for two hours with the engine on.",
    "I can see a torch moving about in the building at {place}, it should be empty.",
  ],
  "sudden-death": ["I've just come in and found my uncle, I think he died in the night. {place}."],
  "medical-help": [
    "Ambulance are asking for you, they can't get in, {place}.",
    "A man has collapsed at {place} and people are crowding round.",
  ],
  "mental-health": [
    "My friend says she doesn't want to be here any more and she's gone out, near {place}.",
    "There's somebody sitting on the wrong side of the railing at {place}.",
  ],
  fire: [
    "There's a bin store on fire at {place} and it's spreading to the fence.",
    "Thick smoke coming out of a window at {place}!",
  ],
  "water-rescue": [
    "Somebody's in the water at {place}, I can hear them shouting!",
    "A lad jumped in at {place} and I can't see him now.",
  ],
  "alarm-premises": [
    "Monitoring centre here: intruder alarm, two zones, {place}.",
    "The alarm at {place} has been going for twenty minutes.",
  ],
  "asb-nuisance": [
    "Kids on motorbikes tearing up and down at {place}.",
    "There's a group throwing bottles about at {place}, people are scared to walk past.",
  ],
  "asb-personal": [
    "He's outside my house again shouting and kicking the gate. {place}.",
    "The same people keep putting things through my letter box at {place}.",
  ],
  noise: ["It's gone on for hours now, the whole street can hear that party. {place}."],
  "neighbour-dispute": ["They've parked across my drive again and now he's threatening me. {place}."],
  violence: [
    "There's a big fight outside {place}, one of them is on the floor.",
    "Two men are kicking somebody at {place}, you need to come now.",
    "My brother's been hit over the head at {place}, he's bleeding.",
  ],
  weapon: [
    "A man with a knife at {place}, he's waving it at people!",
    "I've just seen a lad pull out a machete at {place}.",
  ],
  firearm: ["I heard two bangs, I think it was a gun, near {place}.", "He's got a gun. {place}."],
  robbery: [
    "I've just had my phone taken off me by two lads at {place}, they went towards the main road.",
    "They pushed her over and took her bag, outside {place}.",
  ],
  "burglary-in-progress": [
    "There's someone downstairs in my house. I'm upstairs. {place}.",
    "I can see two people climbing in at the back of {place} right now.",
  ],
  burglary: ["We've come back from holiday and the back door is broken in. {place}."],
  "vehicle-crime": [
    "My car's been broken into overnight at {place}.",
    "My car was outside {place} last night and now it's gone.",
  ],
  "theft-shop": [
    "Security at {place}: we have one detained for theft.",
    "He's filled a bag with spirits and walked straight out, {place}.",
  ],
  theft: ["My bike has been stolen from {place}.", "Somebody took my purse, I think at {place}."],
  "criminal-damage": [
    "They've put a brick through the window at {place}.",
    "Every car on one side at {place} has been scratched.",
  ],
  fraud: ["Somebody rang saying they were my bank and I moved the money. I live at {place}."],
  drugs: ["There's dealing going on at {place}, the same car every evening.", "Strong smell and people in and out all night, {place}."],
  "collision-injury": [
    "There's been a crash at {place}, somebody is trapped.",
    "A car has hit a cyclist at {place}, she's not moving.",
    "Two cars, head on, {place}. There's smoke.",
  ],
  "collision-damage": [
    "Two cars have bumped at {place} and they are blocking the road.",
    "Somebody hit my parked car at {place} and drove off.",
  ],
  "road-obstruction": [
    "There's a tree down across the road at {place}.",
    "The lights are out at {place} and it's chaos.",
  ],
  "dangerous-driving": [
    "A car has just gone through the lights at {place} at about eighty.",
    "Somebody is all over the road, I think drunk, near {place}.",
  ],
}; // prettier-ignore

/** Contacts that turn out to need no incident. */
export const otherSentences: readonly string[] = [
  "Sorry, wrong number, I wanted the council.",
  "I'd like to know when the front desk is open.",
  "I rang yesterday, has anything happened with my report?",
  "It's just my phone in my pocket, sorry.",
  "Who do I talk to about a lost dog?",
];

export function fillPlace(sentence: string, place: string): string {
  return sentence.replaceAll("{place}", () => place);
}
