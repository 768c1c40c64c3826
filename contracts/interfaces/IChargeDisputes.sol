// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IEscrowVault} from "./IEscrowVault.sol";
import {IGatewayRegistry} from "./IGatewayRegistry.sol";
import {IServiceRegistry} from "./IServiceRegistry.sol";

/// @title ChargeDisputes
/// @notice A payer points at one base unit of what a gateway claimed from him and asks which call it went to. The answer
/// is one receipt under the claim's `receiptsRoot`, however many there are. Without one the payer is owed the whole row
/// from the gateway's bond; the publisher, who may know of nothing, pays nothing.
/// @dev A gateway that kept its receipts can answer for every unit, and one that claimed more than it receipted cannot
/// for some. A dispute therefore names a position and not a call: a made-up call would have no answer.
///
/// `receiptsRoot` is a Merkle root over the claim's rows by their index, padded with zeros. A row's leaf binds its
/// receipts' tree: a Merkle sum tree over the receipts whose charges reach into (before, charged], in their order.
/// Hashes, each over words as abi.encode lays them:
/// - receipt: keccak256(0, EIP-712 digest, price)
/// - node: keccak256(1, left hash, left sum, right hash, right sum)
/// - row: keccak256(2, root of its receipts, their sum, charged cumulatively before the first)
/// - rows: keccak256(3, left, right)
interface IChargeDisputes {
    /// @notice Why the payer asks. The answer is judged by the same checks whatever the reason.
    enum Reason {
        NoSuchCall,
        FailedCallCharged,
        PriceOverTerms,
        SumOverReceipts
    }

    /// @param Open Waits for an answer. @param Answered Waits for a refutation. @param Contested Waits for a ruling.
    /// @param Refunded The payer won. @param Dismissed The answer stood.
    enum State {
        None,
        Open,
        Answered,
        Contested,
        Refunded,
        Dismissed
    }

    /// @notice A claim as `claimHash` of the vault binds it.
    struct ClaimRecord {
        uint256 claimId;
        address gateway;
        uint64 time;
        bytes32 receiptsRoot;
        bytes32[] rowHashes;
    }

    /// @notice One row of it.
    /// @param before The ledger's claimed total before the row. @param charged The same after it.
    struct ClaimedRow {
        uint256 index;
        address payer;
        address key;
        uint256 serviceId;
        uint32 epoch;
        bytes32 termsHash;
        uint96 before;
        uint96 charged;
    }

    /// @param position The disputed unit, counted as the ledger counts: before < position <= charged.
    /// @param bond Put up by the payer, token base units.
    /// @param deadline Unix seconds, inclusive: of an answer, then of a refutation, then of a ruling.
    /// @param depth Of the tree over the claim's rows.
    /// @param answered Digest of the receipt that was the answer.
    struct Dispute {
        address payer;
        uint96 position;
        address gateway;
        uint96 bond;
        uint96 before;
        uint96 charged;
        uint40 deadline;
        State state;
        uint128 claimId;
        uint32 epoch;
        uint8 row;
        uint8 depth;
        bytes32 ledgerId;
        bytes32 termsHash;
        bytes32 receiptsRoot;
        bytes32 answered;
    }

    /// @notice What has been disputed of one row.
    /// @param open Whether one of them waits for an answer.
    /// @param refunded By the bond or by the publisher, never more than the row took.
    struct RowDisputes {
        uint8 count;
        bool open;
        uint96 refunded;
    }

    /// @notice A node beside the way from a leaf to its root.
    /// @param sum Of the prices below it, token base units.
    struct Sibling {
        bytes32 hash;
        uint96 sum;
    }

    /// @param signature Of a receipt key of the gateway over `receipt`.
    /// @param path From the receipt's leaf upwards.
    /// @param sides Bit i tells that the i-th node of `path` is on the left.
    /// @param start Charged cumulatively before the first receipt of the row's tree.
    /// @param rowPath From the row's leaf upwards; its sides are the bits of the row's index.
    /// @param terms With `termsSequence` and the service the preimage of a termsId, and that with `feeVersion` the
    /// preimage of the row's termsHash.
    struct Answer {
        IEscrowVault.Receipt receipt;
        bytes signature;
        Sibling[] path;
        uint256 sides;
        uint96 start;
        bytes32[] rowPath;
        IServiceRegistry.Terms terms;
        uint32 termsSequence;
        uint32 feeVersion;
    }

    /// @param answerBy Unix seconds, inclusive.
    event DisputeOpened(
        uint256 indexed disputeId,
        address indexed payer,
        address indexed gateway,
        uint256 claimId,
        ClaimedRow row,
        uint96 position,
        Reason reason,
        uint96 bond,
        uint40 answerBy
    );
    /// @param digest Of the receipt. @param refuteBy Unix seconds, inclusive.
    event DisputeAnswered(
        uint256 indexed disputeId,
        address indexed by,
        bytes32 digest,
        IEscrowVault.Receipt receipt,
        bytes signature,
        uint40 refuteBy
    );
    /// @notice The gateway had signed this receipt for the same money as well.
    event DisputeRefuted(
        uint256 indexed disputeId,
        address indexed by,
        bytes32 digest,
        IEscrowVault.Receipt receipt,
        bytes signature
    );
    /// @param amount Filed for the payer against the gateway's bond; zero when the row was refunded before.
    /// @param bond Given back to him.
    event DisputeRefunded(
        uint256 indexed disputeId,
        address indexed payer,
        address indexed gateway,
        uint96 amount,
        uint96 bond
    );
    /// @param bond The payer's, which is now the gateway's.
    event DisputeDismissed(
        uint256 indexed disputeId,
        address indexed payer,
        address indexed gateway,
        uint96 bond
    );
    /// @param payee Of the service now. @param frozen Of his earnings: the charge's price, or what there is.
    /// @param bond The payer's, now twice what it was. @param ruleBy Unix seconds, inclusive.
    event DisputeContested(
        uint256 indexed disputeId,
        address indexed payer,
        address indexed payee,
        uint256 serviceId,
        uint96 frozen,
        uint96 bond,
        uint40 ruleBy
    );
    /// @param refunded To the payer's account, from what was frozen.
    event DisputeRuled(uint256 indexed disputeId, bool publisherAtFault, uint96 refunded);
    /// @notice Nobody ruled in time.
    event DisputeLapsed(uint256 indexed disputeId);
    event Collected(address indexed account, address indexed to, uint96 amount);
    event DisputeBondSet(uint96 amount);

    error ChargeDisputesOtherClaim(uint256 claimId, bytes32 given, bytes32 claimHash);
    error ChargeDisputesNoSuchRow(uint256 index, uint256 rows);
    error ChargeDisputesOtherRow(uint256 index, bytes32 given, bytes32 rowHash);
    error ChargeDisputesNotPayer(address payer, address caller);
    error ChargeDisputesPositionOutside(uint96 position, uint96 before, uint96 charged);
    error ChargeDisputesRowOpen(uint256 claimId, uint256 index);
    error ChargeDisputesRowRefunded(uint256 claimId, uint256 index);
    error ChargeDisputesRowWorn(uint256 claimId, uint256 index, uint256 maximum);
    error ChargeDisputesState(uint256 disputeId, State state);
    error ChargeDisputesTooEarly(uint256 time, uint256 earliest);
    error ChargeDisputesTooLate(uint256 time, uint256 latest);

    // A wrong answer.
    error ChargeDisputesOtherLedger(bytes32 receiptLedger, bytes32 rowLedger);
    error ChargeDisputesOtherEpoch(uint32 receiptEpoch, uint32 rowEpoch);
    error ChargeDisputesNotReceiptKey(address gateway, address signer, uint64 issuedAt);
    error ChargeDisputesPathTooLong(uint256 length, uint256 maximum);
    error ChargeDisputesRowPathLength(uint256 length, uint256 depth);
    error ChargeDisputesOtherRoot(bytes32 root, bytes32 receiptsRoot);
    /// @notice The row's receipts do not reach over all that was claimed with it.
    error ChargeDisputesSumOverReceipts(uint96 start, uint256 end, uint96 before, uint96 charged);
    /// @notice The receipt stands in the tree where its own sum does not put it.
    error ChargeDisputesOtherPlace(uint96 chargedCumulative, uint256 place);
    error ChargeDisputesOtherCharge(uint96 position, uint96 price, uint96 chargedCumulative);
    error ChargeDisputesOtherTerms(bytes32 given, bytes32 termsHash);
    error ChargeDisputesPriceOverTerms(uint96 price, uint96 maxPrice);
    error ChargeDisputesFailedCallCharged(bytes32 callId, uint8 status);

    // A wrong refutation.
    error ChargeDisputesOtherReceipt(bytes32 digest, bytes32 answered);
    error ChargeDisputesSameReceipt(bytes32 digest);
    error ChargeDisputesNoOverlap(uint96 chargedCumulative, uint96 answeredCumulative);

    error ChargeDisputesContested(bytes32 digest);
    error ChargeDisputesNothingOwed(address account);
    error ChargeDisputesZeroAddress();
    error ChargeDisputesBondOutOfBounds(uint256 amount, uint256 minimum, uint256 maximum);

    /// @notice Disputes the charge at `position`, within `OPEN_WINDOW` of the claim. Payer only; takes the dispute bond by
    /// permit or allowance.
    /// @dev Not by somebody else in his name: it is his bond, and a row can be disputed `MAX_DISPUTES` times in all.
    function open(
        ClaimRecord calldata claim,
        ClaimedRow calldata row,
        uint96 position,
        Reason reason,
        IGatewayRegistry.Permit calldata permit
    ) external returns (uint256 disputeId);

    /// @notice Shows the receipt of the charge, within `ANSWER_WINDOW`. Anyone may: the gateway, or the publisher whose
    /// gateway is silent. A wrong answer is refused and leaves the time for another.
    function answer(uint256 disputeId, Answer calldata answer_) external;

    /// @notice Shows that the gateway signed another receipt for money of the answer's, within `REFUTE_WINDOW`: it loses.
    /// Anyone may.
    /// @param answered The receipt that was the answer.
    function refute(
        uint256 disputeId,
        IEscrowVault.Receipt calldata answered,
        IEscrowVault.Receipt calldata other,
        bytes calldata signature
    ) external;

    /// @notice The payer says that the call which the answer shows has failed: for a second bond its price is frozen in the
    /// publisher's earnings until a ruling, for at most `RULE_WINDOW`. Payer only, within `REFUTE_WINDOW`.
    /// @dev The gateway has answered and is out of it. The price is taken from the service's payee now; one who has sold it
    /// or left with the money leaves nothing to freeze.
    function contest(
        uint256 disputeId,
        IEscrowVault.Receipt calldata answered,
        IGatewayRegistry.Permit calldata permit
    ) external;

    /// @notice Rules on a contested charge: the publisher gives its price back, and the bonds are the payer's; or it is
    /// released, and the bonds are the gateway's and the publisher's. Governed.
    function rule(uint256 disputeId, bool publisherAtFault) external;

    /// @notice Ends a dispute whose time is over: in the payer's favour after silence, in the gateway's after an answer, and
    /// without a ruling in nobody's: the freeze ends, and the second bond goes back. Anyone may.
    function conclude(uint256 disputeId) external;

    /// @notice Pays out the dispute bonds that are the caller's.
    function collect(address to) external returns (uint96 amount);

    /// @notice Sets what a dispute costs who loses it, within constant bounds; running ones keep theirs. Governed.
    function setDisputeBond(uint96 amount) external;

    function disputeOf(uint256 disputeId) external view returns (Dispute memory);

    function rowOf(uint256 claimId, uint256 index) external view returns (RowDisputes memory);

    /// @notice Dispute bonds that an account may collect.
    function owedTo(address account) external view returns (uint96);

    function disputeBond() external view returns (uint96);

    /// @notice Number of the newest dispute.
    function disputeCount() external view returns (uint256);
}
