/** What counts where a rules file names none: the long form first. */
export const DEFAULT_SHORT_NAMES: readonly (readonly string[])[] = `
Abigail Abby Gail
Albert Al Bert
Alexander Alex Alec Sandy Sasha Xander
Alexandra Alex Sandra Sasha Lexi
Alfred Alf Fred Freddy
Andrew Andy Drew
Anthony Tony Ant
Antonio Toni Tonio
Barbara Barb Babs
Benjamin Ben Benny
Catherine Cathy Cat Kate Katie
Charles Charlie Chuck
Charlotte Charlie Lottie
Christian Chris
Christina Chris Tina
Christine Chris Tina
Christopher Chris Kit Topher
Daniel Dan Danny
Daniela Dani
David Dave Davy
Deborah Deb Debbie
Dmitri Dima Mitya
Donald Don Donny
Dorothy Dot Dolly
Edward Ed Eddie Ted Ned
Eleanor Ellie Nell Nora
Elizabeth Beth Betty Eliza Liz Lizzie Liza Elsa
Emily Em Emmy
Eugene Gene
Ferdinand Ferdi
Florian Flo
Frances Fran Frankie
Francis Frank
Francisco Paco Pancho
Franklin Frank
Frederick Fred Freddy Rick
Friedrich Fritz Fred
Gabriel Gabe
Geoffrey Geoff Jeff
Gerald Gerry Jerry
Gregory Greg
Guadalupe Lupe
Gustavo Gus
Hannelore Hanne
Harold Harry Hal
Heinrich Heinz
Helena Lena
Henry Harry Hank
Ignacio Nacho
Ivan Vanya
Jacob Jake
Jacqueline Jackie
James Jim Jimmy Jamie
Janet Jan
Jeffrey Jeff
Jennifer Jen Jenny
Jessica Jess Jessie
Johannes Hannes Hans Jo
John Johnny Jack
Jonathan Jon Jonny
Joseph Joe Joey
Jose Pepe
Josephine Jo Josie
Joshua Josh
Judith Judy
Julia Julie
Karl Charles
Katharina Kathi Katja
Katherine Kate Kathy Katie Kay Kat Kit
Kenneth Ken Kenny
Kimberly Kim
Lawrence Larry Laurie
Leonard Leo Len Lenny
Leonardo Leo
Louis Lou Louie
Louise Lou
Margaret Maggie Meg Peggy Greta Marge
Maria Mia Mariechen
Matthew Matt Matty
Maximilian Max
Maxwell Max
Mehmet Memo
Michael Mike Mick Mickey Micha
Michelle Shelly
Mikhail Misha
Mohammed Muhammad Mohamed Mohammad Muhammed Mo
Nancy Nan
Natalia Natasha Nat
Nathaniel Nathan Nate Nat
Nicholas Nick Nicky Nico
Nicole Nicky
Nikolaus Klaus Niko
Nikolai Kolya
Pamela Pam
Patricia Pat Patty Tricia Trish
Patrick Pat Paddy
Peter Pete
Philip Phil
Priscilla Cilla
Raymond Ray
Rebecca Becky Becca
Richard Rich Rick Ricky Dick
Robert Rob Robbie Bob Bobby Bert
Roberto Beto
Ronald Ron Ronnie
Rosemary Rose Rosie
Rudolf Rudi
Russell Russ
Samantha Sam
Samuel Sam Sammy
Sebastian Seb Basti
Stephanie Steph Steffi
Stephen Steven Steve
Susan Sue Susie Suzy
Sergei Seryozha
Theodore Theo Ted Teddy
Theresa Terry Tess
Thomas Tom Tommy
Timothy Tim Timmy
Ulrich Uli
Valerie Val
Victor Vic
Victoria Vicky Tori
Vincent Vince Vinny
Vladimir Vova Volodya
Walter Walt Wally
Wilhelm Willi
William Will Bill Billy Willie Liam
Wolfgang Wolf
Zachary Zach Zack
`
  .trim()
  .split('\n')
  .map((line) => line.split(' '));
