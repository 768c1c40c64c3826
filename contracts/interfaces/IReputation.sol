// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IChargeDisputes} from "./IChargeDisputes.sol";
import {IERC8004Reputation} from "./IERC8004Reputation.sol";

/// @title Reputation
/// @notice What clients say of services, open to everybody as ERC-8004 has it, and a score in which a review weighs what its
/// author has paid to the treasury in fees of that service and not reviewed yet. Who splits himself gains nothing, and who
/// pays himself loses the fee.
/// @dev Amounts of credit, weight and reward are base units of the vault's token.
interface IReputation is IERC8004Reputation {
    /// @notice What one client says. See `giveFeedback`.
    struct Feedback {
        int128 value;
        uint8 valueDecimals;
        string tag1;
        string tag2;
        string endpoint;
        string feedbackURI;
        bytes32 feedbackHash;
    }

    /// @notice What is kept of it. The tags are kept beside.
    /// @param weight What it counts in the score, now.
    /// @param period Of 30 days since 1970, in which it was given.
    /// @param tenure Of the service's owner then: see IServiceRegistry.tenureOf.
    /// @param starred Whether it is a rating that the score reads, by its tag.
    /// @param struck By the Court: it weighs nothing.
    struct Review {
        int128 value;
        uint8 valueDecimals;
        uint48 weight;
        uint16 period;
        uint32 tenure;
        bool starred;
        bool revoked;
        bool struck;
    }

    /// @notice What somebody has paid to one service and not reviewed.
    /// @param credit The treasury's part of his fees.
    /// @param fresh The part of it that a review is rewarded for until `freshUntil`.
    /// @param freshUntil Unix seconds, inclusive; zero for one who never paid.
    /// @param reward That he can collect, for reviews of this service.
    /// @param lastIndex Of his feedback on the service.
    struct Client {
        uint80 credit;
        uint48 fresh;
        uint40 freshUntil;
        uint48 reward;
        uint40 lastIndex;
    }

    /// @notice With payer and service it names a ledger of the vault.
    struct LedgerKey {
        address gateway;
        address key;
    }

    /// @notice One client's feedback as the paged reads give it.
    struct FeedbackEntry {
        uint64 feedbackIndex;
        Review review;
        string tag1;
        string tag2;
    }

    /// @param amount Counted now. @param credit Of the payer at the service, after it.
    /// @param debtPaid Of `amount`, for money that was refunded to him.
    /// @param freshUntil Unix seconds until which a review of `fresh` is rewarded, inclusive.
    event FeesCollected(
        address indexed payer,
        uint256 indexed serviceId,
        uint96 amount,
        uint96 debtPaid,
        uint96 credit,
        uint48 fresh,
        uint40 freshUntil
    );
    /// @notice The payer owns the service or is paid for it: these fees are counted and give no credit, ever.
    event FeesVoided(address indexed payer, uint256 indexed serviceId, uint96 amount);
    /// @param credit Left to the payer. @param fresh Of it.
    /// @param granted Reward for it. @param reward That he can collect, with this.
    event CreditSpent(
        address indexed payer,
        uint256 indexed serviceId,
        uint96 amount,
        uint96 credit,
        uint48 fresh,
        uint48 granted,
        uint48 reward
    );
    /// @notice Follows NewFeedback when the feedback counts in the score.
    event FeedbackWeighed(
        uint256 indexed serviceId,
        address indexed client,
        uint64 feedbackIndex,
        uint48 weight,
        uint16 period,
        uint32 tenure
    );
    /// @notice A row was refunded to the payer: `amount` of fees counts for him no more.
    /// @param refunded Of the row so far. @param debt Of the payer at the service, after it: what his credit did not cover.
    event FeesDiscounted(
        address indexed payer,
        uint256 indexed serviceId,
        uint256 indexed claimId,
        uint256 row,
        uint96 refunded,
        uint96 amount,
        uint96 credit,
        uint96 debt
    );
    /// @notice A review has paid for its author's debt. @param weight That is left. @param debt That is left.
    event FeedbackLightened(
        uint256 indexed serviceId,
        address indexed client,
        uint64 feedbackIndex,
        uint48 taken,
        uint48 weight,
        uint96 debt
    );
    /// @param weight That it had until now.
    event FeedbackStruck(
        uint256 indexed serviceId,
        address indexed client,
        uint64 feedbackIndex,
        uint48 weight
    );
    /// @notice Follows ResponseAppended when the responder controls the service, or is paid for it.
    event PublisherAnswered(
        uint256 indexed serviceId,
        address indexed client,
        uint64 feedbackIndex,
        address indexed responder,
        uint64 tenure
    );
    /// @param helpfulCount Voters who find it helpful, after this vote. @param unhelpfulCount Those who do not.
    event HelpfulMarked(
        uint256 indexed serviceId,
        address indexed client,
        uint64 feedbackIndex,
        address indexed voter,
        bool helpful,
        uint32 helpfulCount,
        uint32 unhelpfulCount
    );
    /// @param reward That is left.
    event RewardCollected(
        address indexed client,
        uint256 indexed serviceId,
        address indexed to,
        uint96 amount,
        uint48 reward
    );
    event MaxWeightSet(uint48 maxWeight);
    event PriorSet(uint8 mean, uint48 weight);
    event RewardRateSet(uint16 bps);

    error ReputationSelfFeedback(uint256 serviceId, address client);
    /// @notice The owner can make anybody his operator and undo it at once, so that this must cost the payer nothing.
    error ReputationOperator(uint256 serviceId, address payer);
    error ReputationDecimalsTooMany(uint8 valueDecimals, uint8 maximum);
    error ReputationValueOutOfBounds(int128 value, int128 minimum, int128 maximum);
    error ReputationUnknownFeedback(uint256 serviceId, address client, uint64 feedbackIndex, uint64 last);
    error ReputationRevokedAlready(uint256 serviceId, address client, uint64 feedbackIndex);
    error ReputationNoClients();
    error ReputationSummaryOverflow(int256 value);
    error ReputationEmptyResponse();
    error ReputationInsufficientCredit(uint256 serviceId, address payer, uint96 credit, uint96 amount);
    error ReputationOtherClaim(uint256 claimId, bytes32 given, bytes32 claimHash);
    error ReputationNoSuchRow(uint256 index, uint256 rows);
    error ReputationOtherRow(uint256 index, bytes32 given, bytes32 rowHash);
    error ReputationOtherTerms(bytes32 given, bytes32 termsHash);
    error ReputationNothingRefunded(uint256 claimId, uint256 index, uint96 discounted);
    error ReputationNoDebt(uint256 serviceId, address client);
    error ReputationNoWeight(uint256 serviceId, address client, uint64 feedbackIndex);
    error ReputationNeverPaid(uint256 serviceId, address voter);
    error ReputationOwnFeedback(uint256 serviceId, address client, uint64 feedbackIndex);
    error ReputationMarkedAlready(address voter, bool helpful);
    error ReputationNothingToCollect(uint256 serviceId, address client, uint48 reward, uint96 pool);
    error ReputationZeroAddress();
    error ReputationNotAnonymousReviews(address caller);
    error ReputationNotARating(int128 value, uint8 valueDecimals, string tag1);
    error ReputationMaxWeightOutOfBounds(uint256 weight, uint256 minimum, uint256 maximum);
    error ReputationPriorOutOfBounds(uint256 mean, uint256 weight, uint256 minimum, uint256 maximum);
    error ReputationRewardRateOutOfBounds(uint256 bps, uint256 maximum);

    /// @notice Counts what `payer` has paid to a service since it was counted last, and starts the time in which a review of
    /// it is rewarded. Anyone may. Goes before `giveFeedback`, in one `multicall` if he likes.
    /// @param keys Of the vault's ledgers; subscriptions and streams are always asked.
    function collect(address payer, uint256 serviceId, LedgerKey[] calldata keys) external;

    /// @notice Takes away what counts for money that was refunded to its payer: by a gateway's bond or by a ruling. Anyone
    /// may, once for each base unit. What his credit does not cover is a debt, which `lighten` takes from his reviews.
    /// @dev The row's part of an integrator, if it had one, is taken too: the claim does not tell.
    /// @param termsId With `feeVersion` the preimage of the row's termsHash.
    function discount(
        IChargeDisputes.ClaimRecord calldata claim,
        IChargeDisputes.ClaimedRow calldata row,
        bytes32 termsId,
        uint32 feeVersion
    ) external;

    /// @notice Takes a client's debt from the weight of a review of his. Anyone may.
    function lighten(uint256 serviceId, address client, uint64 feedbackIndex) external;

    /// @notice Spends credit of somebody who joins a group of reviewers. For the AnonymousReviews contract alone, which was
    /// called by the payer.
    function spendCredit(address payer, uint256 serviceId, uint48 amount) external;

    /// @notice Keeps the review of a member of such a group, with the credit that he has spent there as its weight. For the
    /// AnonymousReviews contract alone.
    /// @param feedback A rating that the score reads: a member has one review, and none to waste.
    function recordAnonymous(
        uint256 serviceId,
        address client,
        Feedback calldata feedback,
        uint48 weight
    ) external returns (uint64 feedbackIndex);

    /// @notice Takes all weight from a review whose text stays. Role SLASHER. Not refused for a review that was revoked or
    /// struck before: a ruling must end its case.
    function strike(uint256 serviceId, address client, uint64 feedbackIndex) external;

    /// @notice Says whether a review helps. For those who have paid for the service themselves, one vote each, which they can
    /// change.
    function markHelpful(uint256 serviceId, address client, uint64 feedbackIndex, bool helpful) external;

    /// @notice Pays out the caller's rewards for reviews of a service, as far as the pool goes; the rest stays his.
    function collectReward(uint256 serviceId, address to) external returns (uint96 amount);

    /// @notice Sets what one review weighs at most, within constant bounds. What is above it waits for the next one. Governed.
    function setMaxWeight(uint48 weight) external;

    /// @notice Sets the score of a service without reviews, and how much weight of them is as much as that. Governed.
    function setPrior(uint8 mean, uint48 weight) external;

    /// @notice Sets the reward of a review, basis points of its weight, within a constant bound. Governed.
    function setRewardRate(uint16 bps) external;

    /// @notice The score of a service under its present owner, over the last 24 periods of 30 days; a weight halves in 90 days.
    /// @return mean Hundredths of a point, 0 to 10,000: the reviews' mean, drawn towards the prior.
    /// @return weight Of the reviews, as it is left.
    /// @return count Of the reviews that weigh something.
    function scoreOf(uint256 serviceId) external view returns (uint16 mean, uint96 weight, uint32 count);

    /// @notice What one review weighs in its own period. Zero for one that was revoked, struck, or never had a weight.
    function weightOf(uint256 serviceId, address client, uint64 feedbackIndex) external view returns (uint48);

    function clientOf(uint256 serviceId, address client) external view returns (Client memory);

    /// @notice What counts for a payer no more, and is not taken from him yet.
    function debtOf(uint256 serviceId, address payer) external view returns (uint96);

    /// @notice What was counted of a ledger so far.
    /// @param ledgerId Of the vault; or keccak256(abi.encode(ledger, payer, serviceId)) for a ledger of `paidFees`.
    function countedOf(bytes32 ledgerId) external view returns (uint96);

    /// @notice What was discounted of a row so far, in money refunded.
    function discountedOf(uint256 claimId, uint256 index) external view returns (uint96);

    /// @notice The contracts beside the vault whose fees count.
    function paidFees() external view returns (address[] memory);

    function helpfulOf(
        uint256 serviceId,
        address client,
        uint64 feedbackIndex
    ) external view returns (uint32 helpfulCount, uint32 unhelpfulCount);

    function reviewOf(
        uint256 serviceId,
        address client,
        uint64 feedbackIndex
    ) external view returns (Review memory);

    function clientCount(uint256 serviceId) external view returns (uint256);

    /// @notice At most `count` of a service's clients, from the `from`-th, counted from zero.
    function clientsPage(
        uint256 serviceId,
        uint256 from,
        uint256 count
    ) external view returns (address[] memory);

    /// @notice At most `count` of a client's entries, from index `from`, counted from one.
    function feedbackPage(
        uint256 serviceId,
        address client,
        uint64 from,
        uint64 count
    ) external view returns (FeedbackEntry[] memory);

    function maxWeight() external view returns (uint48);

    function prior() external view returns (uint8 mean, uint48 weight);

    function rewardRate() external view returns (uint16);
}
