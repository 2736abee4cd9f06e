import type { Texts } from "./texts.ts";

export const de: Texts = {
  appName: "OpenFranking-Prüfung",
  skipToContent: "Zum Inhalt springen",
  language: "Sprache",
  signOut: "Abmelden",
  signedInAs: (reviewer) => `Angemeldet als ${reviewer}`,
  loading: "Wird geladen …",
  tryAgain: "Noch einmal versuchen",
  show: "Ganz zeigen",
  cannotStart: {
    title: "Die Konsole kann nicht starten",
    body: "Dieser Server sagt nicht, wo der Moderationsdienst ist. Wer ihn betreibt, muss config.json bereitstellen; danach die Seite neu laden.",
  },
  problem: {
    forbidden: "Das dürfen Sie nicht. Fragen Sie, wer den Dienst betreibt.",
    "not-found": "Diesen Fall gibt es nicht. Gehen Sie zurück zur Liste.",
    "enrolment-used": "Dieser Link wurde benutzt oder ersetzt. Bitten Sie um einen neuen.",
    "passkey-refused":
      "Der Dienst kennt diesen Passkey nicht. Nehmen Sie den, mit dem Sie beigetreten sind, oder bitten Sie um einen neuen Link.",
    "team-key-exists":
      "Jemand anderes hat gerade den Schlüssel des Teams erzeugt. Laden Sie die Seite neu, und geben Sie den Wiederherstellungscode ein.",
    "claimed-by-another":
      "Jemand anderes hat diesen Fall übernommen. Gehen Sie zurück zur Liste, und nehmen Sie einen anderen.",
    "not-claimed": "Übernehmen Sie den Fall zuerst.",
    "already-decided": "Dieser Fall ist schon entschieden. Laden Sie die Seite neu, um zu sehen, wie.",
    "evidence-waits":
      "Die Beweise sind noch nicht für das Team versiegelt. Versuchen Sie es in einer Minute noch einmal.",
    "rate-limited": "Zu viele Anfragen. Warten Sie eine Minute, und versuchen Sie es noch einmal.",
    unauthenticated: "Ihre Sitzung ist vorbei. Melden Sie sich neu an.",
    unavailable:
      "Der Dienst ist nicht erreichbar. Prüfen Sie die Verbindung, und versuchen Sie es noch einmal.",
    other: "Der Dienst hat das nicht angenommen. Laden Sie die Seite neu, und versuchen Sie es noch einmal.",
    passkeyCancelled:
      "Es wurde kein Passkey benutzt. Versuchen Sie es noch einmal, und bestätigen Sie, wenn Ihr Gerät fragt.",
    passkeyExists: "Dieses Gerät hat schon einen Passkey für diesen Dienst. Melden Sie sich damit an.",
    passkeyUnsupported:
      "Dieser Browser kann hier keine Passkeys benutzen. Öffnen Sie die Seite in einem aktuellen Browser unter ihrer üblichen Adresse.",
    unexpected: "In dieser Seite ging etwas schief. Laden Sie sie neu, und versuchen Sie es noch einmal.",
  },
  enrol: {
    title: "Dem Prüfteam beitreten",
    intro:
      "Sie wurden mit einem Link eingeladen, der einmal gilt. Geben Sie den Namen an, unter dem man Sie im Team kennt, und erzeugen Sie auf diesem Gerät einen Passkey: Er ersetzt das Passwort.",
    name: "Ihr Name",
    nameHint: "Steht bei Ihren Einsichten und Entscheidungen, nur für das Team.",
    nameMissing: "Geben Sie Ihren Namen ein.",
    submit: "Passkey erzeugen",
    noLink:
      "Diese Seite braucht den ganzen Link aus Ihrer Einladung, auch was hinter # steht. Öffnen Sie ihn noch einmal.",
  },
  signIn: {
    title: "Anmelden",
    intro: "Nehmen Sie den Passkey, den Sie beim Beitritt erzeugt haben.",
    submit: "Mit Passkey anmelden",
    wasEnded: "Ihre Sitzung ist vorbei. Melden Sie sich an, um dort weiterzumachen, wo Sie waren.",
    noPasskey: "Noch kein Passkey? Öffnen Sie den Link aus Ihrer Einladung.",
  },
  team: {
    makeTitle: "Der Schlüssel des Teams",
    makeIntro:
      "Beweise werden für einen Schlüssel versiegelt, den nur das Prüfteam hat. Es gibt noch keinen: Sie sind die erste Person im Team und erzeugen ihn hier, in dieser Seite. Seine private Hälfte verlässt die Browser Ihres Teams nie.",
    makeButton: "Schlüssel des Teams erzeugen",
    codeTitle: "Schreiben Sie den Wiederherstellungscode auf",
    codeIntro:
      "Wer diesen Code hat, kann jede Meldung lesen, die für das Team versiegelt ist. Neue Teammitglieder brauchen ihn beim Beitritt, Sie selbst auf einem anderen Gerät. Er wird einmal gezeigt: Schreiben Sie ihn auf Papier, und verwahren Sie ihn sicher.",
    codeLabel: "Wiederherstellungscode",
    codeWritten: "Ich habe ihn aufgeschrieben",
    lastGroup: "Die letzte Vierergruppe des Codes",
    lastGroupWrong: "Das ist nicht die letzte Gruppe. Vergleichen Sie mit dem, was Sie aufgeschrieben haben.",
    notTicked: "Schreiben Sie den Code auf, und setzen Sie das Häkchen.",
    finish: "Diesen Schlüssel benutzen",
    keySet: (items) =>
      items === 0
        ? "Das Team hat seinen Schlüssel."
        : `Das Team hat seinen Schlüssel. ${items === 1 ? "Ein Beweis, der wartete, ist" : `${items} Beweise, die warteten, sind`} jetzt dafür versiegelt.`,
    unlockTitle: "Schlüssel des Teams freischalten",
    unlockWorking: "Der Schlüssel des Teams wird mit Ihrem Passkey freigeschaltet …",
    unlockIntro:
      "Dieser Browser hat den Schlüssel des Teams für Ihren Passkey nicht. Geben Sie den Wiederherstellungscode des Teams ein; fragen Sie im Team, wenn Sie ihn nicht haben.",
    codeMistyped:
      "Ein Zeichen stimmt nicht. Vergleichen Sie jede Gruppe mit dem, was Sie aufgeschrieben haben.",
    codeOfOther: "Das ist der Code für den Schlüssel eines anderen Teams.",
    unlock: "Freischalten",
    kept: "Danach schaltet Ihr Passkey ihn bei jeder Anmeldung in diesem Browser frei.",
    notKept:
      "Ihr Passkey kann den Schlüssel nicht verwahren. Dieser Browser vergisst ihn, wenn Sie sich abmelden oder neu laden; Sie brauchen den Wiederherstellungscode bei jeder Anmeldung.",
    later: "Jetzt nicht: Liste ohne Beweise zeigen",
  },
  queue: {
    title: "Fälle",
    open: "Offen",
    decided: "Entschieden",
    refresh: "Aktualisieren",
    refreshed: "Die Liste ist aktuell.",
    more: "Mehr zeigen",
    emptyOpen: "Kein Fall ist offen. Neue Meldungen erscheinen hier von selbst.",
    emptyDecided: "Noch kein Fall ist entschieden.",
    awaitsTeamKey:
      "Die Beweise mancher Fälle warten: Sie werden für das Team versiegelt, sobald die erste Person im Team den Schlüssel erzeugt hat.",
    makeKey: "Schlüssel des Teams erzeugen",
    locked: "Ohne den Schlüssel des Teams sehen Sie Fälle, können aber ihre Beweise nicht öffnen.",
    unlock: "Schlüssel des Teams freischalten",
    received: "Eingegangen",
    reporters: (count) => (count === 1 ? "1 meldende Person" : `${count} meldende Personen`),
    evidenceWaits: "Beweise warten auf den Schlüssel des Teams",
  },
  state: {
    waiting: "Wartet",
    claimed: "Von jemand anderem übernommen",
    decided: "Entschieden",
    mine: "Von Ihnen übernommen",
  },
  category: {
    harassment: "Belästigung",
    threats: "Drohungen",
    "sexual-content": "Sexuelle Inhalte",
    "child-safety": "Schutz von Kindern",
    hate: "Hass",
    "self-harm": "Selbstverletzung",
    spam: "Spam",
    fraud: "Betrug",
    other: "Anderes",
  },
  tally: {
    verified: (n) => `${n} bestätigt`,
    "verified-partial": (n) => `${n} teilweise bestätigt`,
    stamped: (n) => `${n} nur gestempelt`,
    unverifiable: (n) => `${n} nicht prüfbar`,
    expired: (n) => `${n} abgelaufen`,
    failed: (n) => `${n} mit gescheiterter Prüfung`,
  },
  case: {
    title: (reportNumber) => `Fall ${reportNumber}`,
    back: "Zurück zu den Fällen",
    facts: "Angaben",
    category: "Kategorie, von der meldenden Person gewählt",
    received: "Eingegangen",
    state: "Stand",
    items: "Beweise, wie der Dienst sie beurteilt",
    reporters: "Meldende",
    claim: "Diesen Fall übernehmen",
    claimIntro: "Wer einen Fall übernommen hat, öffnet und entscheidet ihn.",
    claimed: "Der Fall gehört Ihnen.",
    claimedByOther:
      "Jemand anderes im Team hat diesen Fall übernommen. Sie sehen die Angaben, nicht die Beweise.",
    views: "Wer die Beweise geöffnet hat",
    noViews: "Noch niemand.",
  },
  evidence: {
    title: "Beweise",
    notice: (category) =>
      `Gleich sehen Sie Nachrichten, die als „${category}“ gemeldet wurden. Sie können belastend sein. Gezeigt wird nur, was die meldende Person offengelegt hat.`,
    recorded: "Das Öffnen wird mit Ihrem Namen und der Zeit festgehalten, bevor etwas gezeigt wird.",
    open: "Beweise öffnen",
    opened: (count) =>
      count === 1
        ? "Ein Beweis ist unten geöffnet. Die Einsicht ist festgehalten."
        : `${count} Beweise sind unten geöffnet. Die Einsicht ist festgehalten.`,
    needsKey: "Zum Öffnen braucht es den Schlüssel des Teams, der in dieser Seite nicht freigeschaltet ist.",
    waits:
      "Die Beweise warten, bis der Schlüssel des Teams erzeugt ist. Dann werden sie dafür versiegelt und können geöffnet werden.",
    item: (position, count) => `Beweis ${position} von ${count}`,
    cannotOpen:
      "Dieser Beweis lässt sich mit dem Schlüssel des Teams nicht öffnen: Er wurde für einen anderen Schlüssel versiegelt oder im Speicher verändert. Sagen Sie es dem Betrieb; entscheiden Sie ohne ihn.",
    gap: (count) =>
      count === 1
        ? "1 Nachricht an dieser Stelle wurde nicht offengelegt."
        : `${count} Nachrichten an dieser Stelle wurden nicht offengelegt.`,
    otherConversation: "Hier beginnt eine andere Unterhaltung.",
    relation: {
      "stated-seen": (item) =>
        `Das Gerät des Absenders gibt an, dass Beweis ${item} darauf war, bevor dies geschrieben wurde.`,
      crossed: (item) =>
        `Beweis ${item}, von jemand anderem, erreichte das Relay vor diesem; der Absender gibt nicht an, ihn gesehen zu haben.`,
      conflict: () =>
        "Beweise widersprechen sich über ihren Platz in der Unterhaltung. Das ist ein Fehler des Relays oder eines Schlüssels und stützt keine Entscheidung gegen irgendwen. Sagen Sie es dem Betrieb.",
    },
    serviceFound: (kind) =>
      `Zwischen den Beweisen fand der Dienst etwas, das dieser Browser nicht fand: ${kind}.`,
    closed: "Der Fall ist entschieden, und seine Beweise bleiben geschlossen.",
    note: "Worte der meldenden Person",
    noteWarning: "Eine Aussage. Nichts davon wurde geprüft.",
    reporter: "Gemeldet von",
    anonymous: "anonym",
    here: "Hier geprüft",
    service: "Das Wort des Dienstes",
    hereHolds: "Dieser Browser hat das Commitment geöffnet: Es enthält genau diesen Inhalt.",
    hereHoldsWithheld: "Nichts ist offengelegt, also gibt es hier nichts zu öffnen.",
    hereFails: (check) => `Die Prüfung in diesem Browser ist gescheitert: ${check}.`,
    serviceStamp:
      "Stempel des Relays, Platz, Zeit und Absender. Kein Stempelschlüssel kommt in einen Browser, darum lässt sich das hier nicht prüfen.",
    serviceNothing: "Der Dienst konnte den Stempel nicht prüfen.",
    serviceFailed: (check) => `Die Prüfung des Dienstes ist gescheitert: ${check}.`,
    disagree: "Der Dienst hat diesen Beweis anerkannt, dieser Browser nicht. Sagen Sie es dem Betrieb.",
    proves: "Beweist",
    provesIf: "wenn Relay und Moderation es nicht erfunden haben",
    doesNotProve: "Beweist nicht",
    sender: "Absender",
    time: "Vom Relay angenommen",
    conversation: "Unterhaltung",
    place: "Platz darin",
    seq: (n) => `Nummer ${n}`,
    kind: "Art",
    refers: "Bezieht sich",
    unknownFact: "nicht gezeigt",
    hidden: "Von der meldenden Person nicht offengelegt",
    unprovenText: "Unbewiesenen Text zeigen",
    unprovenWarning:
      "Nichts zeigt, dass irgendwer das gesendet hat. Die App der meldenden Person, der Weg oder ein Fehler kann es verändert haben.",
    noUnprovenText: "Aus diesem Beweis lässt sich kein Text lesen.",
    nothingShown:
      "Die meldende Person hat offengelegt, dass es diese Nachricht gibt, und nichts von dem, was sie sagt.",
  },
  kind: {
    message: "Nachricht",
    edit: "Änderung",
    delete: "Löschung",
    reaction: "Reaktion",
    group: "Änderung der Gruppe",
  },
  rel: {
    reply: "antwortet auf",
    edit: "ändert",
    delete: "löscht",
    react: "reagiert auf",
    forward: "leitet weiter:",
  },
  refersTo: (rel, item) =>
    item === null ? `${rel} eine Nachricht, die nicht offengelegt wurde` : `${rel} Beweis ${item}`,
  field: {
    forwarded: "Weitergeleitet, sagt die App des Absenders",
    quoteOf: "Zitat, vom Absender zugeschrieben:",
    quote: "Zitat",
    text: "Text",
    reaction: "Reaktion",
    groupName: "Name der Gruppe",
    preview: "Linkvorschau, wie die App des Absenders sie machte",
    sentAt: "Die Uhr des Absenders sagt",
    attachments: "Anhänge, nur dem Namen nach",
    bytes: (n) => `${n} Bytes`,
    path: {
      text: "der Text",
      sentAt: "die Zeit des Absenders",
      forwarded: "dass sie weitergeleitet wurde",
      "quote/author": "der Autor des Zitats",
      "quote/text": "das Zitat",
      reaction: "die Reaktion",
      "group/name": "der Name der Gruppe",
      "preview/title": "der Titel der Linkvorschau",
      "preview/description": "die Beschreibung der Linkvorschau",
      "preview/url": "die Adresse der Linkvorschau",
    },
  },
  verdict: {
    verified: "Bestätigt",
    "verified-partial": "Teilweise bestätigt",
    stamped: "Gestempelt, Inhalt nicht gezeigt",
    unverifiable: "Nicht prüfbar",
    expired: "Abgelaufen: nicht mehr prüfbar",
    failed: "Prüfung gescheitert",
  },
  meaning: {
    verified: {
      proves: [
        "Das Relay hat dies vom Konto des Absenders, durch dessen Gerät ausgewiesen, in dieser Unterhaltung unter dieser Nummer zu seiner Zeit angenommen.",
        "Was angenommen wurde, öffnet sich zu genau diesen Feldern und diesem Kopf.",
        "Es war an die meldende Person gerichtet oder an die, die deren Kennung hat.",
      ],
      doesNotProve: [
        "Wer getippt hat.",
        "Dass es wahr ist.",
        "Dass der Bildschirm der meldenden Person es zeigte.",
        "Woher Zitate, Weitergeleitetes und Medien stammen.",
        "Dass sonst nichts gesagt wurde.",
      ],
    },
    "verified-partial": {
      proves: [
        "Das Relay hat dies vom Konto des Absenders, durch dessen Gerät ausgewiesen, in dieser Unterhaltung unter dieser Nummer zu seiner Zeit angenommen.",
        "Die gezeigten Felder sind genau so, wie sie gesendet wurden, und die Namen der verborgenen stimmen.",
        "Es war an die meldende Person gerichtet oder an die, die deren Kennung hat.",
      ],
      doesNotProve: [
        "Was die verborgenen Felder sagen.",
        "Wer getippt hat.",
        "Dass es wahr ist.",
        "Dass der Bildschirm der meldenden Person es zeigte.",
        "Woher Zitate, Weitergeleitetes und Medien stammen.",
        "Dass sonst nichts gesagt wurde.",
      ],
    },
    stamped: {
      proves: ["Das Relay hat etwas vom Konto des Absenders zu jener Zeit unter jener Nummer angenommen."],
      doesNotProve: ["Was es sagt.", "Dass es sich je öffnen ließ."],
    },
    nothing: {
      proves: ["Nichts: Es ließ sich nichts prüfen."],
      doesNotProve: ["Irgendetwas von dem, was hier steht."],
    },
    failed: {
      proves: ["Dass es verändert wurde oder dass eine App oder ein Relay einen Fehler hat."],
      doesNotProve: [
        "Irgendetwas von dem, was hier steht.",
        "Dass die meldende Person etwas falsch gemacht hat.",
      ],
    },
  },
  decision: {
    title: "Entscheiden",
    outcome: "Ergebnis",
    outcomes: {
      "action-taken": "Maßnahme ergriffen",
      "no-violation": "Kein Verstoß",
      "cannot-verify": "Nicht nachprüfbar",
    },
    outcomeHint: {
      "action-taken": "Die Regeln wurden verletzt, und die Plattform schränkt Konto oder Nachricht ein.",
      "no-violation": "Was gezeigt wird, verletzt keine Regel.",
      "cannot-verify": "Die Beweise zeigen nicht genug, um es zu sagen.",
    },
    unopened: "Eine Maßnahme lässt sich wählen, sobald die Beweise geöffnet sind.",
    unsupported:
      "Eine Maßnahme lässt sich nicht wählen: Kein Beweis ist bestätigt, und niemand darf für etwas eingeschränkt werden, das niemand zeigen kann.",
    reason: "Begründung",
    reasonHint: "Für die Akten des Teams. Bitte nichts abschreiben, was Leute geschrieben haben.",
    reasonMissing: "Geben Sie eine Begründung an.",
    outcomeMissing: "Wählen Sie ein Ergebnis.",
    remaining: (n) => `noch ${n} Zeichen`,
    review: "Entscheidung ansehen",
    confirmTitle: "Ist das Ihre Entscheidung?",
    confirmBody: "Sie ist endgültig. Die meldende Person sieht das Ergebnis, nicht die Begründung.",
    confirm: "Entscheiden",
    change: "Ändern",
    done: (outcome) => `Entschieden: ${outcome}.`,
    decidedAs: "Entscheidung",
    by: (reviewer) => `von ${reviewer}`,
  },
};
